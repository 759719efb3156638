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

  /** Where fewer differ, equal ones are equal by chance: rows of a few answers each. */
  private static final double MOSTLY_CHANCE = 0.5;

  private SplitChoice() {}

  /**
   * Where exact copies go. Of rows of which most come again, whole kinds would be on one side.
   *
   * @param distinctShare which share of the examples differ
   */
  static Choice ofCopies(double distinctShare) {
    return distinctShare >= MOSTLY_CHANCE
        ? new Choice().set("copies", "together")
        : new Choice()
            .set("copies", "apart")
            .tell(
                "%.0f %% of the examples are equal to others: equal ones may be on both sides of a split (--copies together)"
                    .formatted(100 * (1 - distinctShare)));
  }

  /** Of a set of so many examples; never more than a quarter of it. */
  static int partOf(int examples) {
    int bounded = Math.min(MOST, Math.max(LEAST, examples / SHARE));
    return Math.max(1, Math.min(bounded, examples / 4));
  }
}
