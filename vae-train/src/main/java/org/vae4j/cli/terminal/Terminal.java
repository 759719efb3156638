package org.vae4j.cli.terminal;

/** What the program's output goes to. */
public final class Terminal {
  /** Set by the launcher, which can tell; Java knows of stdin and stdout together alone. */
  private static final String PROPERTY = "vae4j.terminal";

  private Terminal() {}

  public static boolean isStderr() {
    return Boolean.getBoolean(PROPERTY);
  }
}
