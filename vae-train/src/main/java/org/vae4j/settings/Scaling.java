package org.vae4j.settings;

/** What numbers a network sees, by name. */
public enum Scaling {
  /** Integer pixels over 255, other numbers as they are stored. */
  AUTO,
  /** As they are stored: pixels are 0 … 255. */
  NONE,
  /** Integer pixels over 255, other features to [0, 1] by their bounds over train. */
  UNIT,
  /** Each feature of mean 0 and deviation 1 over train. */
  STANDARD
}
