package org.vae4j.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.vae4j.settings.FileFormat;
import org.vae4j.settings.LikelihoodName;
import org.vae4j.settings.Scaling;
import org.vae4j.settings.Settings;
import org.vae4j.settings.TrainingSettings;
import org.vae4j.train.NonFiniteLossException;
import org.vae4j.train.NonFiniteLossException.Part;

/** Flags of {@code vae train} for a run whose loss broke, to be copied. */
final class FlagsToTry {
  private static final double LOWER_RATE = 0.3;
  private static final double LOWER_WEIGHT = 0.1;

  private static final Set<LikelihoodName> OF_ANY_NUMBERS =
      EnumSet.of(
          LikelihoodName.GAUSSIAN,
          LikelihoodName.GAUSSIAN_SHARED_VARIANCE,
          LikelihoodName.GAUSSIAN_CONSTANT_VARIANCE,
          LikelihoodName.GAUSSIAN_LEARNED_VARIANCE,
          LikelihoodName.LAPLACE,
          LikelihoodName.MIXED,
          LikelihoodName.TABLE);

  private static final MathContext RATE_DIGITS = new MathContext(1);
  private static final MathContext NORM_DIGITS = new MathContext(2);

  private FlagsToTry() {}

  /** One line, never empty: smaller steps where steps were made, then a loss that is calmer. */
  static String of(Settings settings, NonFiniteLossException broken) {
    List<String> ways = new ArrayList<>();
    if (broken.updates() > 0) {
      ways.add(smallerSteps(settings.training(), broken.normBefore()));
    }
    String calmer = calmerLoss(settings, broken);
    if (!calmer.isEmpty()) {
      ways.add(calmer);
    }
    if (ways.isEmpty()) {
      // Nothing was learned yet, and no number is of an odd size: it is the weights it began with.
      ways.add("--seed " + (settings.training().seed() + 1));
    }
    return String.join(", or ", ways);
  }

  private static String smallerSteps(TrainingSettings training, OptionalDouble normBefore) {
    double usual = Settings.DEFAULTS.training().learningRate();
    double rate = training.learningRate() > usual ? usual : LOWER_RATE * training.learningRate();
    StringBuilder flags = new StringBuilder("--learning-rate ").append(shown(rate, RATE_DIGITS));
    OptionalDouble bound = bound(training.clipNorm(), normBefore);
    bound.ifPresent(norm -> flags.append(" --clip-norm ").append(shown(norm, NORM_DIGITS)));
    return flags.toString();
  }

  /** The norm when all was sound; half of a bound that was lower and did not help. */
  private static OptionalDouble bound(Double given, OptionalDouble normBefore) {
    return given == null
        ? normBefore
        : OptionalDouble.of(Math.min(given / 2, normBefore.orElse(given)));
  }

  private static String calmerLoss(Settings settings, NonFiniteLossException broken) {
    if (broken.broken().equals(Set.of(Part.KL_PENALTY))) {
      return "--kl-weight 1";
    }
    if (broken.broken().contains(Part.PENALTY)) {
      return smallerPenalty(settings.loss().penaltyWeight());
    }
    LikelihoodName likelihood = settings.loss().likelihood();
    List<String> flags = new ArrayList<>();
    if (broken.broken().contains(Part.RECONSTRUCTION)) {
      calmer(likelihood, settings).ifPresent(name -> flags.add("--likelihood " + name.written()));
    }
    // Before the first update it is x that is too large, also where nobody has said how large.
    boolean asStored =
        settings.data().scale() == Scaling.NONE
            || (settings.data().scale() == Scaling.AUTO && broken.updates() == 0);
    boolean ofCounts = likelihood == LikelihoodName.POISSON;
    if ((OF_ANY_NUMBERS.contains(likelihood) && asStored) || (ofCounts && !flags.isEmpty())) {
      flags.add("--scale standard");
    }
    return String.join(" ", flags);
  }

  /** None where the weight is 0 already: 0 times what is not finite is not finite, too. */
  private static String smallerPenalty(double weight) {
    return weight == 0
        ? "--penalty none"
        : "--penalty-weight " + shown(LOWER_WEIGHT * weight, RATE_DIGITS);
  }

  /** One whose parameters cannot run away as far. */
  private static Optional<LikelihoodName> calmer(LikelihoodName likelihood, Settings settings) {
    return switch (likelihood) {
      case GAUSSIAN_SHARED_VARIANCE, GAUSSIAN_LEARNED_VARIANCE ->
          Optional.of(LikelihoodName.GAUSSIAN_CONSTANT_VARIANCE);
      case GAUSSIAN_CONSTANT_VARIANCE -> Optional.of(LikelihoodName.GAUSSIAN);
      case POISSON ->
          Optional.of(isTable(settings) ? LikelihoodName.TABLE : LikelihoodName.GAUSSIAN);
      case MIXED -> Optional.of(LikelihoodName.TABLE);
      default -> Optional.empty();
    };
  }

  private static boolean isTable(Settings settings) {
    return FileFormat.named(settings.data().dataset()).equals(Optional.of(FileFormat.TABLE));
  }

  private static String shown(double value, MathContext digits) {
    return new BigDecimal(value).round(digits).toPlainString();
  }
}
