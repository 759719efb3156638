package org.vae4j.information;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * A distribution over the outcomes 0 … n−1.
 *
 * <p>The probabilities are finite, not negative, and sum to 1 within {@link #SUM_TOLERANCE}; what
 * is left of that difference is divided out, so that the identities between the measures hold to
 * rounding. Outcomes of probability 0 are allowed: they add nothing to a mean (0·log 0 = 0).
 *
 * <p>Source: T. M. Cover and J. A. Thomas, Elements of information theory, chapter 2.
 */
public final class DiscreteDistribution implements Distribution<DiscreteDistribution> {

  /**
   * The largest |Σp − 1| that is taken for rounding: probabilities written with ten decimals pass.
   */
  public static final double SUM_TOLERANCE = 1e-9;

  private final double[] probabilities;

  private DiscreteDistribution(double[] weights, double sum) {
    // Adding 0.0 turns −0.0 into 0.0.
    this.probabilities = Arrays.stream(weights).map(weight -> weight / sum + 0.0).toArray();
  }

  /**
   * The distribution with the given probabilities.
   *
   * @param probabilities p(0) … p(n−1)
   * @return the distribution
   * @throws IllegalArgumentException if there is no outcome, if a probability is NaN, infinite or
   *     negative, or if the sum is further than {@link #SUM_TOLERANCE} from 1
   */
  public static DiscreteDistribution of(double... probabilities) {
    requireOutcomes(probabilities.length);
    for (int i = 0; i < probabilities.length; i++) {
      double p = probabilities[i];
      if (!(p >= 0 && p <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "a probability must be finite and at least 0, but p(" + i + ") = " + p);
      }
    }
    double sum = CompensatedSum.of(probabilities);
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "probabilities must sum to 1 within " + SUM_TOLERANCE + ", but the sum is " + sum);
    }
    return new DiscreteDistribution(probabilities, sum);
  }

  /**
   * The relative frequencies of counted outcomes: p(i) = n(i) / Σn.
   *
   * @param counts how often each outcome was seen
   * @return the distribution
   * @throws IllegalArgumentException if there is no outcome, if a count is negative, or if all are
   *     0
   */
  public static DiscreteDistribution ofCounts(long... counts) {
    requireOutcomes(counts.length);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException(
            "a count must be at least 0, but n(" + i + ") = " + counts[i]);
      }
    }
    double[] weights = Arrays.stream(counts).asDoubleStream().toArray();
    double sum = CompensatedSum.of(weights);
    if (sum == 0) {
      throw new IllegalArgumentException(
          "at least one count must be above 0, but all " + counts.length + " are 0");
    }
    return new DiscreteDistribution(weights, sum);
  }

  /**
   * The uniform distribution: p(i) = 1/n. No distribution on n outcomes has more entropy.
   *
   * @param outcomes n
   * @return the distribution
   * @throws IllegalArgumentException if n {@literal <} 1
   */
  public static DiscreteDistribution uniform(int outcomes) {
    requireOutcomes(outcomes);
    double[] weights = new double[outcomes];
    Arrays.fill(weights, 1.0);
    return new DiscreteDistribution(weights, outcomes);
  }

  /**
   * The number of successes in independent trials: p(k) = C(n,k) · s<sup>k</sup> ·
   * (1−s)<sup>n−k</sup>, k = 0 … n.
   *
   * @param trials n
   * @param successProbability s
   * @return the distribution, with n + 1 outcomes
   * @throws IllegalArgumentException if n {@literal <} 0, or if s is not in [0, 1]
   */
  public static DiscreteDistribution binomial(int trials, double successProbability) {
    if (trials < 0 || trials == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the number of trials must be at least 0 and below 2^31 - 1, but was " + trials);
    }
    if (!(successProbability >= 0 && successProbability <= 1)) {
      throw new IllegalArgumentException(
          "a success probability must lie in [0, 1], but was " + successProbability);
    }
    BinomialDistribution binomial = new BinomialDistribution(null, trials, successProbability);
    double[] weights = new double[trials + 1];
    Arrays.setAll(weights, binomial::probability);
    return new DiscreteDistribution(weights, CompensatedSum.of(weights));
  }

  /**
   * The number of outcomes.
   *
   * @return n ≥ 1
   */
  public int size() {
    return probabilities.length;
  }

  /**
   * The probability of one outcome.
   *
   * @param outcome its index, from 0
   * @return p(outcome), in [0, 1]
   * @throws IndexOutOfBoundsException if there is no such outcome
   */
  public double probability(int outcome) {
    return probabilities[Objects.checkIndex(outcome, size())];
  }

  /**
   * All probabilities.
   *
   * @return a fresh array of n values that sum to 1
   */
  public double[] probabilities() {
    return probabilities.clone();
  }

  /**
   * The mean of a function of the outcome: E[f] = Σ p(i)·f(i).
   *
   * @param function f; asked only for outcomes that can happen, p(i) {@literal >} 0
   * @return the mean, in the unit of f
   */
  public double expectation(IntToDoubleFunction function) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < size(); i++) {
      if (probabilities[i] > 0) {
        sum.add(probabilities[i] * function.applyAsDouble(i));
      }
    }
    return sum.value();
  }

  /**
   * How much is learned when an outcome happens: I(i) = −log p(i).
   *
   * @param outcome its index, from 0
   * @return the self-information in nats, at least 0; +∞ for an outcome of probability 0
   * @throws IndexOutOfBoundsException if there is no such outcome
   */
  public double selfInformation(int outcome) {
    // Not −log p: a certain outcome would be −0.0.
    return 0.0 - Math.log(probability(outcome));
  }

  /**
   * The {@linkplain #selfInformation(int) self-information} in a chosen unit.
   *
   * @param outcome its index, from 0
   * @param base the unit of the result
   * @return the self-information in that unit
   * @throws IndexOutOfBoundsException if there is no such outcome
   */
  public double selfInformation(int outcome, LogBase base) {
    return base.fromNats(selfInformation(outcome));
  }

  /**
   * The mean self-information: H(p) = −Σ p(i)·log p(i).
   *
   * @return the entropy in nats, between 0 and log n
   */
  @Override
  public double entropy() {
    return expectation(this::selfInformation);
  }

  /**
   * The mean self-information that q assigns to what p does: H(p,q) = −Σ p(i)·log q(i).
   *
   * @param q the distribution whose code lengths are paid
   * @return the cross-entropy in nats, at least H(p); +∞ where q(i) = 0 {@literal <} p(i)
   * @throws IllegalArgumentException if q has another number of outcomes
   */
  @Override
  public double crossEntropy(DiscreteDistribution q) {
    requireSameSize(q);
    return expectation(q::selfInformation);
  }

  /**
   * D(p‖q) = Σ p(i)·log(p(i)/q(i)), computed as Σ [p(i)·log(p(i)/q(i)) − p(i) + q(i)], whose terms
   * are never negative.
   *
   * @param q the approximation that p is compared with
   * @return the divergence in nats, at least 0; +∞ where q(i) = 0 {@literal <} p(i)
   * @throws IllegalArgumentException if q has another number of outcomes
   */
  @Override
  public double klDivergence(DiscreteDistribution q) {
    requireSameSize(q);
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < size(); i++) {
      sum.add(KlTerm.of(probabilities[i], q.probabilities[i]));
    }
    return sum.value();
  }

  /**
   * The Jensen–Shannon divergence ½D(p‖m) + ½D(q‖m), with m = ½(p + q): symmetric and always
   * finite.
   *
   * <p>Source: J. Lin, Divergence measures based on the Shannon entropy, 1991.
   *
   * @param q the other distribution
   * @return the divergence in nats, between 0 and log 2
   * @throws IllegalArgumentException if q has another number of outcomes
   */
  public double jensenShannon(DiscreteDistribution q) {
    requireSameSize(q);
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < size(); i++) {
      // Twice the weights, a quarter of the terms: half of the smallest double would be 0.
      double both = probabilities[i] + q.probabilities[i];
      sum.add(KlTerm.of(2 * probabilities[i], both));
      sum.add(KlTerm.of(2 * q.probabilities[i], both));
    }
    return sum.value() / 4;
  }

  /**
   * The {@linkplain #jensenShannon(DiscreteDistribution) Jensen–Shannon divergence} in a chosen
   * unit.
   *
   * @param q the other distribution
   * @param base the unit of the result
   * @return the divergence in that unit, at most log 2 (1 bit)
   * @throws IllegalArgumentException if q has another number of outcomes
   */
  public double jensenShannon(DiscreteDistribution q, LogBase base) {
    return base.fromNats(jensenShannon(q));
  }

  /**
   * The Jeffreys divergence D(p‖q) + D(q‖p) = Σ (p(i) − q(i))·log(p(i)/q(i)): symmetric.
   *
   * <p>Source: S. Kullback and R. A. Leibler, On information and sufficiency, 1951 (there the
   * divergence J).
   *
   * @param q the other distribution
   * @return the divergence in nats, at least 0; +∞ where one of p(i), q(i) is 0 and the other is
   *     not
   * @throws IllegalArgumentException if q has another number of outcomes
   */
  public double jeffreys(DiscreteDistribution q) {
    return klDivergence(q) + q.klDivergence(this);
  }

  /**
   * The {@linkplain #jeffreys(DiscreteDistribution) Jeffreys divergence} in a chosen unit.
   *
   * @param q the other distribution
   * @param base the unit of the result
   * @return the divergence in that unit
   * @throws IllegalArgumentException if q has another number of outcomes
   */
  public double jeffreys(DiscreteDistribution q, LogBase base) {
    return base.fromNats(jeffreys(q));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DiscreteDistribution that
        && Arrays.equals(probabilities, that.probabilities);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(probabilities);
  }

  @Override
  public String toString() {
    return "DiscreteDistribution" + Arrays.toString(probabilities);
  }

  private void requireSameSize(DiscreteDistribution q) {
    if (size() != q.size()) {
      throw new IllegalArgumentException(
          "p and q must have the same number of outcomes, but p has "
              + size()
              + " and q has "
              + q.size());
    }
  }

  private static void requireOutcomes(int outcomes) {
    if (outcomes < 1) {
      throw new IllegalArgumentException(
          "a distribution must have at least one outcome, but the number of outcomes is "
              + outcomes);
    }
  }
}
