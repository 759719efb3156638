package org.vae4j.loss;

import java.util.function.DoublePredicate;

/** Which values a feature of x may take, and how to say so. */
public final class LabelDomain {
  /** Any number that is neither NaN nor infinite. */
  public static final LabelDomain FINITE = of("a finite x", Double::isFinite);

  /** Probabilities, soft labels, grey pixels. */
  public static final LabelDomain UNIT_INTERVAL = of("x in [0, 1]", x -> x >= 0 && x <= 1);

  /** Whole numbers from 0 on. */
  public static final LabelDomain COUNTS =
      of("x in {0, 1, 2, ...}", x -> x >= 0 && Double.isFinite(x) && x == Math.rint(x));

  /**
   * How far a level may be off: a dozen roundings to float, each of at most 6e-8 for numbers up to
   * 1. So pixels may have been divided or multiplied in single precision on the way.
   */
  private static final double LEVEL_TOLERANCE = 1e-6;

  private final String description;
  private final DoublePredicate contains;

  private LabelDomain(String description, DoublePredicate contains) {
    this.description = description;
    this.contains = contains;
  }

  /**
   * A domain of one's own.
   *
   * @param description what is expected, such as "x in [0, 1]"
   */
  public static LabelDomain of(String description, DoublePredicate contains) {
    return new LabelDomain(description, contains);
  }

  /** {0, …, K − 1}. */
  public static LabelDomain classes(int count) {
    return of("x in {0, ..., " + (count - 1) + "}", x -> x >= 0 && x < count && x == Math.rint(x));
  }

  /** {0, 1 / (K − 1), …, 1}, up to {@value #LEVEL_TOLERANCE}. */
  public static LabelDomain levels(int count) {
    int last = count - 1;
    return of(
        "x = k/" + last + " with k in {0, ..., " + last + "}",
        x ->
            x >= -LEVEL_TOLERANCE
                && x <= 1 + LEVEL_TOLERANCE
                && Math.abs(x - Math.rint(x * last) / last) <= LEVEL_TOLERANCE);
  }

  /** Whether a feature may have this value. */
  public boolean contains(double x) {
    return contains.test(x);
  }

  /** What is expected. */
  @Override
  public String toString() {
    return description;
  }
}
