package org.vae4j.settings;

/** The learning-rate schedules that can be asked for by name. */
public enum LearningRateScheduleName {
  CONSTANT,
  STEP,
  COSINE,
  PLATEAU
}
