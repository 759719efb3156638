package org.vae4j.data;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.loss.LabelDomain;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.ConstantNames;
import org.vae4j.settings.LikelihoodName;
import org.vae4j.settings.Scaling;
import org.vae4j.settings.Settings;

/** Whether a run's likelihood can take its data: told by value before anything is written. */
final class LikelihoodDomain {
  private static final Set<LikelihoodName> OF_NUMBERS =
      EnumSet.of(
          LikelihoodName.GAUSSIAN,
          LikelihoodName.GAUSSIAN_SHARED_VARIANCE,
          LikelihoodName.GAUSSIAN_CONSTANT_VARIANCE,
          LikelihoodName.GAUSSIAN_LEARNED_VARIANCE,
          LikelihoodName.LAPLACE,
          LikelihoodName.MIXED,
          LikelihoodName.TABLE);

  /**
   * The greatest root mean square of a feature that a new network is given unasked. Its
   * log-variances are about as large as what it sees, and of those beyond 88 exp is infinite in
   * float; the largest of a batch may be some deviations out.
   */
  private static final double GREATEST_ROOT_MEAN_SQUARE = 10;

  private final LikelihoodName likelihood;
  private final LabelDomain[] domains;

  private LikelihoodDomain(LikelihoodName likelihood, Dataset train) {
    this.likelihood = likelihood;
    this.domains = new LabelDomain[train.features()];
    Arrays.setAll(domains, likelihood.likelihood(train.columns())::domain);
  }

  /**
   * Looks at each value of each part once, as the network sees it.
   *
   * @throws BadInputException if the likelihood is none for such data
   * @throws BadDataException if a value is outside its domain, or a step cannot take it; if numbers
   *     of a scale on which training breaks are to be taken as they are without having been asked
   *     for
   */
  static void require(Settings settings, DatasetSplits splits) {
    LikelihoodName likelihood = settings.loss().likelihood();
    LikelihoodDomain domain = new LikelihoodDomain(likelihood, splits.train());
    domain.require(splits.train());
    splits.validation().ifPresent(domain::require);
    domain.require(splits.test());
    if (settings.data().scale() == Scaling.AUTO
        && OF_NUMBERS.contains(likelihood)
        && !splits.train().hasPixels()) {
      domain.requireScale(splits.train());
    }
  }

  /**
   * Looks at each value of other data than a run's own, as its network sees it.
   *
   * @throws BadDataException if one is outside the likelihood's domain
   */
  static void require(Settings settings, Dataset other) {
    new LikelihoodDomain(settings.loss().likelihood(), other).require(other);
  }

  private void require(Dataset part) {
    if (part.hasPixels() && part.steps().isEmpty() && takesEachLevel(part.levels())) {
      return;
    }
    float[] x = new float[domains.length];
    ExampleReader reader = part.reader();
    for (int n = 0; n < part.size(); n++) {
      reader.read(n, 0, x, 0);
      for (int j = 0; j < x.length; j++) {
        if (!domains[j].contains(x[j])) {
          throw BadDataException.of(
              part.place(n, j),
              domains[j] + " for --likelihood " + ConstantNames.of(likelihood),
              x[j] + " (" + remedy(part, j) + ")");
        }
      }
    }
  }

  /** Whether a pixel may be any of 0, 1/255, …, 1, so that none has to be looked at. */
  private boolean takesEachLevel(int levels) {
    return Arrays.stream(domains)
        .distinct()
        .allMatch(
            domain ->
                IntStream.range(0, levels)
                    .allMatch(level -> domain.contains(level / (levels - 1f))));
  }

  private String remedy(Dataset part, int feature) {
    if (column(part, feature).filter(Column::isCategorical).isPresent()) {
      return "--likelihood table takes categories";
    }
    if (likelihood == LikelihoodName.POISSON && part.hasPixels()) {
      return "--scale none makes pixels 0 to " + (part.levels() - 1);
    }
    if (part.hasPixels()) {
      return "--scale auto brings pixels there, --likelihood gaussian takes any number";
    }
    return likelihood == LikelihoodName.BERNOULLI
            || likelihood == LikelihoodName.CONTINUOUS_BERNOULLI
        ? "--scale unit brings it there, --scale standard --likelihood gaussian takes any number"
        : "--scale standard --likelihood gaussian takes any number";
  }

  private static Optional<Column> column(Dataset part, int feature) {
    return part.columns().size() == part.features()
        ? Optional.of(part.columns().get(feature))
        : Optional.empty();
  }

  private void requireScale(Dataset train) {
    double[] squares = new double[train.features()];
    float[] x = new float[squares.length];
    ExampleReader reader = train.reader();
    for (int n = 0; n < train.size(); n++) {
      reader.read(n, 0, x, 0);
      for (int j = 0; j < x.length; j++) {
        squares[j] += (double) x[j] * x[j];
      }
    }
    for (int j = 0; j < squares.length; j++) {
      double rootMeanSquare = Math.sqrt(squares[j] / train.size());
      Optional<Column> column = column(train, j);
      if (rootMeanSquare > GREATEST_ROOT_MEAN_SQUARE
          && column.map(Column::isContinuous).orElse(true)) {
        throw BadDataException.of(
            train.name() + ", " + column.map(c -> "column '" + c.name() + "'").orElse("value " + j),
            "numbers of a size about 1 for --likelihood " + ConstantNames.of(likelihood),
            String.format(
                Locale.ROOT,
                "a root mean square of %.1f (--scale standard brings them there, --scale none takes them as they are)",
                rootMeanSquare));
      }
    }
  }
}
