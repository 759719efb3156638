package org.vae4j.cli;

/** What the program's output goes to. */
final class Terminal {
  /** Set by the launcher, which can tell; Java knows of stdin and stdout together alone. */
  private static final String PROPERTY = "vae4j.terminal";

  private Terminal() {}

  static boolean isStderr() {
    return Boolean.getBoolean(PROPERTY);
  }
}
