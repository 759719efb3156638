package org.vae4j.data.choice;

/**
 * How many examples are set aside: a tenth for testing and a tenth for validation, at least so many
 * that a loss can be told by them, at most so many that more would not tell it better.
 */
final class SplitChoice {
  /** Examples of which one can be set aside. */
  static final int LEAST_PARTS = 2;

  private static final int SHARE = 10;
  private static final int LEAST = 50;
  private static final int MOST = 10_000;

  private SplitChoice() {}

  /** Of a set of so many examples; never more than a quarter of it. */
  static int partOf(int examples) {
    int bounded = Math.min(MOST, Math.max(LEAST, examples / SHARE));
    return Math.max(1, Math.min(bounded, examples / 4));
  }
}
