package org.vae4j.layers;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How a network sees one column of a table.
 *
 * @param kind what is made of a value
 * @param categories of {@link Kind#ONE_HOT}, else 0
 */
public record ColumnEncoding(
    @JsonProperty("kind") Kind kind, @JsonProperty("categories") int categories)
    implements Serializable {
  /** What is made of a value. */
  public enum Kind {
    /** x itself. */
    IDENTITY,
    /** log(1 + x), for counts. */
    LOG1P,
    /** asinh x, about x where it is small and about ± log 2|x| where it is large. */
    ASINH,
    /** A unit for each of the categories 0, 1, …, that of x being 1 and the others 0. */
    ONE_HOT
  }

  /**
   * Checks that there are categories where they are needed.
   *
   * @throws IllegalArgumentException if not
   */
  public ColumnEncoding {
    if (kind == null || (kind == Kind.ONE_HOT) != (categories >= 1)) {
      throw new IllegalArgumentException(
          "expected a kind, and categories of ONE_HOT alone, got %s of %d"
              .formatted(kind, categories));
    }
  }

  /** A kind that needs no categories. */
  public static ColumnEncoding of(Kind kind) {
    return new ColumnEncoding(kind, 0);
  }

  /** One unit for each of so many categories. */
  public static ColumnEncoding oneHot(int categories) {
    return new ColumnEncoding(Kind.ONE_HOT, categories);
  }

  /** How many values it makes of one. */
  int width() {
    return kind == Kind.ONE_HOT ? categories : 1;
  }

  /** Writes what becomes of x; the place of a one-hot code holds zeros before. */
  void write(double x, double[] target, int from) {
    switch (kind) {
      case IDENTITY -> target[from] = x;
      case LOG1P -> target[from] = Math.log1p(x);
      case ASINH -> target[from] = Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x);
      case ONE_HOT -> {
        if (!(x >= 0 && x < categories)) {
          throw new IllegalArgumentException(
              "expected a category from 0 to %d, got %s".formatted(categories - 1, x));
        }
        target[from + (int) x] = 1;
      }
    }
  }
}
