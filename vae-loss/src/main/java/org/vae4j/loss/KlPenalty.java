package org.vae4j.loss;

/**
 * What the KL term adds to the objective at a step:
 *
 * <pre>
 * weight · | Σⱼ max(freeBits, KLⱼ) − capacity |        KLⱼ: unit j, mean over the batch
 * </pre>
 *
 * <p>A mean over the batch would leave a single example without a loss of its own. But at a given
 * batch the penalty is linear in each example's KL, {@link #linearised}, and the mean of the linear
 * form over the examples is the penalty: so {@code score} stays the mean of {@code scoreExamples}.
 *
 * @param weight β, or γ of a capacity; ≥ 0
 * @param capacity C, how many nats of KL are wanted; 0 for as few as may be
 * @param freeBits λ in nats: a unit whose KL is below it costs as much as at it
 * @see <a href="https://arxiv.org/abs/1606.04934">Kingma et al. 2016, appendix C.8, free bits</a>
 * @see <a href="https://arxiv.org/abs/1804.03599">Burgess et al. 2018, equation 8, capacity</a>
 */
public record KlPenalty(double weight, double capacity, double freeBits) {
  /**
   * What one unit of one example adds: slope · KL + offset.
   *
   * @param slope 0 for a unit whose KL is not above {@code freeBits}
   * @param offset in nats
   */
  public record Linear(double slope, double offset) {
    /** At a KL divergence in nats. */
    public double at(double kl) {
      return slope * kl + offset;
    }
  }

  /**
   * The penalty of each unit as a linear function of its KL.
   *
   * @param klPerUnit the batch means, L values
   * @return L functions; a capacity is shared out evenly among them
   */
  public Linear[] linearised(double[] klPerUnit) {
    double total = 0;
    for (double kl : klPerUnit) {
      total += isFree(kl) ? freeBits : kl;
    }
    // A KL divergence is not negative, though a sum of rounded ones can be.
    double slope = capacity == 0 ? weight : weight * Math.signum(total - capacity);
    double share = capacity / klPerUnit.length;
    Linear[] linear = new Linear[klPerUnit.length];
    for (int j = 0; j < linear.length; j++) {
      linear[j] =
          isFree(klPerUnit[j])
              ? new Linear(0, slope * (freeBits - share))
              : new Linear(slope, -slope * share);
    }
    return linear;
  }

  private boolean isFree(double kl) {
    return freeBits > 0 && kl <= freeBits;
  }
}
