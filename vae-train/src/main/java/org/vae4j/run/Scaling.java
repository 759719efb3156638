package org.vae4j.run;

/** What numbers a network sees, by name. */
public enum Scaling {
  /** As they are stored: pixels are 0 … 255. */
  NONE,
  /** Pixels over 255. */
  UNIT,
  /** Each feature of mean 0 and deviation 1 over train. */
  STANDARD
}
