package org.vae4j.cli.terminal;

/** How many there are of something, in words. */
public final class Quantity {
  private Quantity() {}

  /** Such as 1 epoch, 2 epochs. */
  public static String epochs(int count) {
    return count + (count == 1 ? " epoch" : " epochs");
  }
}
