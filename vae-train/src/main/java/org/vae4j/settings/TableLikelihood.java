package org.vae4j.settings;

import java.util.List;
import org.vae4j.datasets.Column;
import org.vae4j.loss.likelihood.CategoricalLikelihood;
import org.vae4j.loss.likelihood.CompositeLikelihood;
import org.vae4j.loss.likelihood.LearnedVarianceGaussianLikelihood;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.loss.likelihood.NegativeBinomialLikelihood;
import org.vae4j.loss.likelihood.Noise;
import org.vae4j.loss.likelihood.StudentLikelihood;
import org.vae4j.refusal.BadInputException;

/**
 * The likelihood of a table's columns, independent given z: of a number a Gaussian, with heavy
 * tails Student's t, of a count a negative binomial, of a category a categorical distribution.
 */
final class TableLikelihood {
  /** Of a column of deviation 1: one that follows from others must not be worth everything. */
  private static final double LEAST_STD_DEV = 0.01;

  private TableLikelihood() {}

  /**
   * With a noise that the decoder gives anew for each z.
   *
   * @throws BadInputException if there are no columns, or one has a single category
   */
  static Likelihood varying(List<Column> columns) {
    return of("mixed", columns, 0, Noise.BY_Z);
  }

  /**
   * With a noise that is a constant of each column.
   *
   * @throws BadInputException if there are no columns, or one has a single category
   */
  static Likelihood constant(List<Column> columns) {
    return of("table", columns, LEAST_STD_DEV, Noise.CONSTANT);
  }

  private static Likelihood of(String name, List<Column> columns, double leastStdDev, Noise noise) {
    if (columns.isEmpty()) {
      throw new BadInputException(
          "--likelihood %s: expected --dataset table or csv, got no table".formatted(name));
    }
    CompositeLikelihood.Builder builder = new CompositeLikelihood.Builder();
    for (int from = 0; from < columns.size(); from = endOfKind(columns, from)) {
      int count = endOfKind(columns, from) - from;
      builder.columns(count, likelihood(name, columns.get(from), leastStdDev, noise));
    }
    return builder.build();
  }

  /** Where columns begin that are of another kind than one, or of another number of categories. */
  private static int endOfKind(List<Column> columns, int from) {
    int to = from + 1;
    while (to < columns.size()
        && columns.get(to).kind() == columns.get(from).kind()
        && columns.get(to).categories().size() == columns.get(from).categories().size()) {
      to++;
    }
    return to;
  }

  private static Likelihood likelihood(
      String name, Column column, double leastStdDev, Noise noise) {
    return switch (column.kind()) {
      case NUMBER -> new LearnedVarianceGaussianLikelihood(leastStdDev, noise);
      case HEAVY_TAILED -> new StudentLikelihood(leastStdDev, noise);
      case COUNT -> new NegativeBinomialLikelihood(noise);
      case CATEGORY -> {
        if (column.categories().size() < 2) {
          throw new BadInputException(
              "--likelihood %s: expected 2 or more categories of column '%s', got %s"
                  .formatted(name, column.name(), column.categories()));
        }
        yield new CategoricalLikelihood(column.categories().size());
      }
    };
  }
}
