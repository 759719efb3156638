package org.vae4j.loss;

import java.io.Serializable;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/** p(z), the diagonal Gaussian that the posterior is measured against. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
public sealed interface Prior extends Serializable
    permits StandardNormalPrior, FixedPrior, InputPrior {
  /** N(0, I). */
  static Prior standardNormal() {
    return new StandardNormalPrior();
  }

  /**
   * N(mean, diag exp(logVariance)), the same for every example.
   *
   * @param mean L values
   * @param logVariance L values
   * @throws IllegalArgumentException if they differ in length or are not finite
   */
  static Prior fixed(List<Double> mean, List<Double> logVariance) {
    return new FixedPrior(mean, logVariance);
  }

  /**
   * Whatever another part of the network says, {@code [N, 2L]} = {@code [mean | logVariance]}: the
   * loss layer's third input.
   */
  static Prior input() {
    return new InputPrior();
  }
}
