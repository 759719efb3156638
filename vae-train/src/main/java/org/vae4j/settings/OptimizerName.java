package org.vae4j.settings;

/** The optimizers that can be asked for by name. */
public enum OptimizerName {
  ADAM
}
