package org.vae4j.settings;

import java.util.List;
import org.vae4j.datasets.Column;
import org.vae4j.loss.likelihood.CategoricalLikelihood;
import org.vae4j.loss.likelihood.CompositeLikelihood;
import org.vae4j.loss.likelihood.LearnedVarianceGaussianLikelihood;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.refusal.BadInputException;

/**
 * The likelihood of a table's columns, independent given z: a number has a Gaussian whose variance
 * is learned, a category a categorical distribution.
 */
final class TableLikelihood {
  private TableLikelihood() {}

  /**
   * @throws BadInputException if there are no columns, or one has a single category
   */
  static Likelihood of(List<Column> columns) {
    if (columns.isEmpty()) {
      throw new BadInputException("--likelihood mixed: expected --dataset csv, got no table");
    }
    CompositeLikelihood.Builder builder = new CompositeLikelihood.Builder();
    int from = 0;
    while (from < columns.size()) {
      int to = from + 1;
      int categories = columns.get(from).categories().size();
      while (to < columns.size() && columns.get(to).categories().size() == categories) {
        to++;
      }
      builder.columns(to - from, likelihood(columns.get(from)));
      from = to;
    }
    return builder.build();
  }

  private static Likelihood likelihood(Column column) {
    if (!column.isCategorical()) {
      return new LearnedVarianceGaussianLikelihood();
    }
    if (column.categories().size() < 2) {
      throw new BadInputException(
          "--likelihood mixed: expected 2 or more categories of column '%s', got %s"
              .formatted(column.name(), column.categories()));
    }
    return new CategoricalLikelihood(column.categories().size());
  }
}
