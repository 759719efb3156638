package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.SeededMatrices;

/** The KL term of a batch against {@link GaussianKl} and against the penalty's definition. */
class KlPassTest {
  private static final int N = 5;
  private static final int L = 3;

  /** Both are sums of the same few terms in double. */
  private static final double ROUNDING = 1e-13;

  /** What stands before the posterior is not looked at. */
  private static final int COLUMN = 2;

  private static double[] ones() {
    double[] ones = new double[N];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static INDArray input(long seed) {
    return new SeededMatrices(seed, DataType.DOUBLE).normal(N, COLUMN + 4 * L, 1);
  }

  private static INDArray columns(INDArray input, int from) {
    return input.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + 2 * L)).dup();
  }

  private static KlPass pass(INDArray input, Prior prior, double[] weights, KlPenalty penalty) {
    return new KlPass(HostMatrix.of(input), COLUMN, L, prior, weights, penalty);
  }

  private static INDArray gradient(KlPass pass, INDArray input) {
    INDArray gradient = Nd4j.zeros(DataType.DOUBLE, input.shape());
    for (int i = 0; i < N; i++) {
      pass.putGradient(i, HostMatrix.of(gradient), COLUMN);
    }
    return gradient;
  }

  @Test
  void agreesWithTheClosedFormForEveryKindOfPrior() {
    for (long seed = 0; seed < 50; seed++) {
      INDArray input = input(seed);
      DiagonalGaussian posterior = DiagonalGaussian.of(columns(input, COLUMN));
      DiagonalGaussian given = DiagonalGaussian.of(columns(input, COLUMN + 2 * L));
      double weight = 0.5 + seed % 4;
      KlPenalty penalty = new KlPenalty(weight, 0, 0);

      KlPass standard = pass(input, Prior.standardNormal(), ones(), penalty);
      check(standard, GaussianKl.perUnit(posterior), weight);
      GaussianKl.Gradient byStandard = GaussianKl.gradient(posterior);
      assertClose(
          "by posterior",
          columns(gradient(standard, input), COLUMN),
          Nd4j.concat(1, byStandard.mean(), byStandard.logVariance()).muli(weight),
          ROUNDING);

      KlPass between = pass(input, Prior.input(), ones(), penalty);
      check(between, GaussianKl.perUnit(posterior, given), weight);
      GaussianKl.Gradients both = GaussianKl.gradients(posterior, given);
      assertClose(
          "by posterior",
          columns(gradient(between, input), COLUMN),
          Nd4j.concat(1, both.posterior().mean(), both.posterior().logVariance()).muli(weight),
          ROUNDING);
      assertClose(
          "by prior",
          columns(gradient(between, input), COLUMN + 2 * L),
          Nd4j.concat(1, both.prior().mean(), both.prior().logVariance()).muli(weight),
          ROUNDING);
    }
  }

  private static void check(KlPass pass, INDArray klPerUnit, double weight) {
    INDArray means = klPerUnit.mean(0);
    for (int j = 0; j < L; j++) {
      assertClose("unit " + j, pass.klPerUnit().get(j), means.getDouble(j), ROUNDING);
      assertClose(
          "penalty " + j, pass.penaltyPerUnit().get(j), weight * means.getDouble(j), ROUNDING);
    }
    for (int i = 0; i < N; i++) {
      assertClose(
          "example " + i,
          pass.penalty(i),
          weight * klPerUnit.getRow(i).sumNumber().doubleValue(),
          ROUNDING);
    }
  }

  @Test
  void aFixedPriorIsOneThatEveryExampleHasAsItsInput() {
    INDArray input = input(60);
    List<Double> mean = List.of(0.3, -1.0, 2.0);
    List<Double> logVariance = List.of(-0.5, 0.0, 1.5);
    List<Double> both = new ArrayList<>(mean);
    both.addAll(logVariance);
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < 2 * L; j++) {
        input.putScalar(i, COLUMN + 2 * L + j, both.get(j));
      }
    }
    KlPenalty penalty = new KlPenalty(2, 0, 0);

    KlPass fixed = pass(input, Prior.fixed(mean, logVariance), ones(), penalty);
    KlPass given = pass(input, Prior.input(), ones(), penalty);

    assertThat(fixed.klPerUnit()).isEqualTo(given.klPerUnit());
    assertSameBits(
        "by posterior",
        columns(gradient(fixed, input), COLUMN),
        columns(gradient(given, input), COLUMN));
  }

  /** The penalty is weight · |Σⱼ max(λ, KLⱼ) − C|, from weights, floors and goals at random. */
  @Test
  void theMeanOverTheExamplesIsThePenaltyOfTheBatch() {
    int floored = 0;
    int below = 0;
    for (long seed = 0; seed < 200; seed++) {
      INDArray input = input(seed);
      java.util.Random random = new java.util.Random(seed);
      double weight = 4 * random.nextDouble();
      double capacity = seed % 3 == 0 ? 0 : 8 * random.nextDouble();
      double freeBits = seed % 2 == 0 ? 0 : 2 * random.nextDouble();
      KlPass pass =
          pass(input, Prior.standardNormal(), ones(), new KlPenalty(weight, capacity, freeBits));

      double total = 0;
      for (double kl : pass.klPerUnit()) {
        total += Math.max(freeBits, kl);
        floored += kl < freeBits ? 1 : 0;
      }
      below += total < capacity ? 1 : 0;
      double expected = weight * Math.abs(total - capacity);
      double mean = 0;
      for (int i = 0; i < N; i++) {
        mean += pass.penalty(i) / N;
      }
      assertClose("mean of the examples", mean, expected, ROUNDING);
      double units = pass.penaltyPerUnit().stream().mapToDouble(Double::doubleValue).sum();
      assertClose("sum of the units", units, expected, ROUNDING);
    }
    // Every case of the formula was there.
    assertThat(floored).isGreaterThan(20);
    assertThat(below).isGreaterThan(20);
  }

  @Test
  void aUnitBelowTheFloorHasNoGradientAndOthersKeepTheirs() {
    INDArray input = input(61);
    for (int i = 0; i < N; i++) {
      // Unit 1 has collapsed to the prior.
      input.putScalar(i, COLUMN + 1, 0.01 * i);
      input.putScalar(i, COLUMN + L + 1, 0);
    }
    INDArray free =
        gradient(pass(input, Prior.standardNormal(), ones(), new KlPenalty(3, 0, 0.01)), input);
    INDArray plain =
        gradient(pass(input, Prior.standardNormal(), ones(), new KlPenalty(3, 0, 0)), input);

    for (int j = 0; j < L; j++) {
      for (int column : new int[] {COLUMN + j, COLUMN + L + j}) {
        if (j == 1) {
          assertThat(free.getColumn(column).norm1Number().doubleValue()).isZero();
        } else {
          assertSameBits("column " + column, free.getColumn(column), plain.getColumn(column));
        }
      }
    }
  }

  @Test
  void belowTheCapacityTheGradientPushesTheKlUp() {
    INDArray input = input(62);
    INDArray above =
        gradient(pass(input, Prior.standardNormal(), ones(), new KlPenalty(5, 0.01, 0)), input);
    INDArray below =
        gradient(pass(input, Prior.standardNormal(), ones(), new KlPenalty(5, 1e3, 0)), input);

    assertClose("below", below, above.neg(), 0);
  }

  /** What stands in a masked row, infinities even, has no part in anything. */
  @Test
  void anExampleOfWeightZeroIsNotThere() {
    INDArray input = input(63);
    double[] weights = {1, 0, 1, 1, 1};
    KlPenalty penalty = new KlPenalty(2, 1.5, 0.3);
    KlPass expected = pass(input, Prior.input(), weights, penalty);
    INDArray broken = input.dup();
    broken.getRow(1).assign(Double.POSITIVE_INFINITY);
    KlPass masked = pass(broken, Prior.input(), weights, penalty);

    assertThat(masked.klPerUnit()).isEqualTo(expected.klPerUnit());
    assertThat(masked.penaltyPerUnit()).isEqualTo(expected.penaltyPerUnit());
    assertThat(masked.penalty(1)).isZero();
    assertSameBits("gradient", gradient(masked, broken), gradient(expected, input));
    assertThat(gradient(masked, broken).getRow(1).norm1Number().doubleValue()).isZero();
  }

  /** Floor and goal are those of an example: the weights of all do not move them. */
  @Test
  void halfTheWeightOfEveryExampleIsHalfThePenalty() {
    INDArray input = input(64);
    double[] halves = new double[N];
    Arrays.fill(halves, 0.5);
    KlPenalty penalty = new KlPenalty(2, 1.5, 0.3);
    KlPass whole = pass(input, Prior.standardNormal(), ones(), penalty);
    KlPass half = pass(input, Prior.standardNormal(), halves, penalty);

    for (int i = 0; i < N; i++) {
      assertThat(half.penalty(i)).isEqualTo(whole.penalty(i) / 2);
    }
    assertSameBits("gradient", gradient(half, input), gradient(whole, input).mul(0.5));
  }

  @Test
  void anInfiniteKlIsNotHidden() {
    INDArray input = input(65);
    input.putScalar(2, COLUMN, Double.POSITIVE_INFINITY);
    KlPass pass = pass(input, Prior.standardNormal(), ones(), new KlPenalty(1, 3, 0.5));

    assertThat(pass.klPerUnit().get(0)).isInfinite();
    assertThat(pass.penalty(2)).isInfinite();
  }
}
