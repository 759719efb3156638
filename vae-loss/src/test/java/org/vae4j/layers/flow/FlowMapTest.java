package org.vae4j.layers.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.SeededMatrices;

/** What flows leave as it is, what depends on what, and the ends of their range. */
class FlowMapTest {
  private static final int ROWS = 6;

  private final SeededMatrices random = new SeededMatrices(30, DataType.DOUBLE);

  private static CouplingFlowLayer.Builder coupling(int latentSize) {
    return new CouplingFlowLayer.Builder().latentSize(latentSize).hidden(9);
  }

  private static AutoregressiveFlowLayer.Builder autoregressive(int latentSize) {
    return new AutoregressiveFlowLayer.Builder().latentSize(latentSize).hidden(9);
  }

  private static PlanarFlowLayer planar(int latentSize) {
    return new PlanarFlowLayer.Builder().latentSize(latentSize).build();
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void aCouplingStartsAsTheIdentity(DataType type) {
    INDArray rows = random.normal(ROWS, 8, 1).castTo(type);

    assertSameBits(
        "coupling", new LoneFlow(coupling(5).contextSize(2).build(), type).output(rows), rows);
  }

  /** The start is what the page says: gates of σ(2), and the units in reverse. */
  @Test
  void anAutoregressiveFlowStartsNearTheIdentity() {
    INDArray rows = random.normal(ROWS, 5, 1);
    INDArray output = new LoneFlow(autoregressive(4).build(), DataType.DOUBLE).output(rows);
    double gate = 1 / (1 + Math.exp(-2));
    for (int j = 0; j < 4; j++) {
      assertClose("z", output.getColumn(3 - j, true), rows.getColumn(j, true).mul(gate), 1e-15);
    }
    INDArray logDensity = rows.getColumn(4, true).sub(4 * Math.log(gate));
    assertClose("log q", output.getColumn(4, true), logDensity, 1e-15);
  }

  @Test
  void openGatesOnlyReverse() {
    LoneFlow flow = new LoneFlow(autoregressive(3).build(), DataType.DOUBLE);
    flow.parameter("b2").assign(Nd4j.createFromArray(new double[][] {{1, 2, 3, 800, 800, 800}}));
    INDArray rows = random.normal(ROWS, 4, 1);

    INDArray output = flow.output(rows);

    for (int j = 0; j < 3; j++) {
      assertSameBits("z", output.getColumn(2 - j).dup(), rows.getColumn(j).dup());
    }
    assertSameBits("log q", output.getColumn(3).dup(), rows.getColumn(3).dup());
  }

  @Test
  void aPlanarFlowWithNoDirectionIsTheIdentity() {
    LoneFlow flow = new LoneFlow(planar(3), DataType.DOUBLE);
    flow.parameter("w").assign(Nd4j.createFromArray(new double[][] {{1, 0, 0}}));
    flow.parameter("b").assign(0.7);
    // û is 0 where softplus(w·u) = 1; of the numbers around log(e − 1) one gives 0 to the bit
    double u = Math.log(Math.expm1(1)) - 4 * Math.ulp(0.5);
    for (int tries = 0; u + (Math.log1p(Math.exp(-u)) - 1) != 0; tries++) {
      assertThat(tries).isLessThan(8);
      u = Math.nextUp(u);
    }
    flow.parameter("u").assign(Nd4j.createFromArray(new double[][] {{u, 0, 0}}));
    INDArray rows = random.normal(ROWS, 4, 1);

    assertSameBits("planar", flow.output(rows), rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50})
  void aPlanarFlowStartsAsTheIdentity(int latentSize) {
    INDArray rows = random.normal(ROWS, latentSize + 1, 1);
    LoneFlow flow = new LoneFlow(planar(latentSize), DataType.DOUBLE);

    assertClose("w", flow.parameter("w").norm2Number().doubleValue(), 1, 1e-14);
    assertClose("planar", flow.output(rows), rows, 1e-14);
  }

  /** There û is u: z' = z + u tanh(b). */
  @Test
  void aPlanarFlowWithoutAPlaneShifts() {
    LoneFlow flow = new LoneFlow(planar(3), DataType.DOUBLE).random(31, 1);
    flow.parameter("w").assign(0);
    INDArray u = flow.parameter("u");
    double t = Math.tanh(flow.parameter("b").getDouble(0));
    INDArray rows = random.normal(ROWS, 4, 1);
    INDArray expected = rows.dup();
    columns(expected, 0, 3).addiRowVector(u.mul(t));

    assertClose("shift", flow.output(rows), expected, 1e-15);
    INDArray upstream = random.normal(ROWS, 4, 1);
    Pair<Gradient, INDArray> gradients = flow.gradients(rows, upstream);
    assertSameBits("by rows", gradients.getSecond(), upstream);
    INDArray byU = columns(upstream, 0, 3).sum(true, 0).mul(t);
    assertClose("by u", gradients.getFirst().getGradientFor("u"), byU, 1e-14);
    // z' = z + u tanh(w·z + b), log q' = log q − log(1 + (1 − t²) w·u), by w at 0
    INDArray byT = columns(upstream, 0, 3).mmul(u.transpose());
    INDArray byW =
        byT.transpose()
            .mmul(columns(rows, 0, 3))
            .sub(u.mul(upstream.getColumn(3).sumNumber()))
            .mul(1 - t * t);
    assertClose("by w", gradients.getFirst().getGradientFor("w"), byW, 1e-14);
  }

  /** However far w·u is below 0, where 1 + (1 − t²) w·û would round to 0 or below. */
  @ParameterizedTest
  @ValueSource(doubles = {-30, -200, 30, 200})
  void aPlanarFlowStaysInvertible(double product) {
    LoneFlow flow = new LoneFlow(planar(2), DataType.DOUBLE);
    flow.parameter("w").assign(Nd4j.createFromArray(new double[][] {{0.3, 0.3}}));
    flow.parameter("u").assign(product / 0.6);
    INDArray rows = Nd4j.createFromArray(new double[][] {{0.5, -0.5, -1}});
    // at w·z + b = 0 the determinant is softplus(w·u)
    double softplus = Math.max(product, 0) + Math.log1p(Math.exp(-Math.abs(product)));

    assertClose("log q", flow.output(rows).getDouble(0, 2), -1 - Math.log(softplus), 1e-14);
    INDArray upstream = Nd4j.createFromArray(new double[][] {{1, 1, 1}});
    Pair<Gradient, INDArray> gradients = flow.gradients(rows, upstream);
    assertThat(gradients.getSecond().isNaN().any()).isFalse();
    gradients.getFirst().gradientForVariable().values().stream()
        .flatMapToDouble(gradient -> Arrays.stream(gradient.ravel().toDoubleVector()))
        .forEach(value -> assertThat(value).isFinite());
  }

  /**
   * The order of the outputs is reversed: output L − 1 − j is unit j. By those before it some row
   * of it changes; at others the rectifiers may be shut.
   */
  @ParameterizedTest
  @CsvSource({"4, 0", "5, 0", "4, 2", "2, 1"})
  void aUnitMovesByTheUnitsBeforeItAlone(int latentSize, int contextSize) {
    LoneFlow flow =
        new LoneFlow(autoregressive(latentSize).contextSize(contextSize).build(), DataType.DOUBLE)
            .random(32, 1);
    INDArray rows = random.normal(ROWS, latentSize + 1 + contextSize, 1);
    INDArray before = flow.output(rows);
    for (int changed = 0; changed < latentSize; changed++) {
      INDArray other = rows.dup();
      other.getColumn(changed).addi(0.5);
      INDArray after = flow.output(other);
      for (int j = 0; j < latentSize; j++) {
        INDArray difference =
            after.getColumn(latentSize - 1 - j).sub(before.getColumn(latentSize - 1 - j));
        if (j < changed) {
          assertThat(difference.toDoubleVector()).as("%d by %d", j, changed).containsOnly(0);
        } else {
          assertThat(difference.amaxNumber().doubleValue()).as("%d by %d", j, changed).isPositive();
        }
      }
    }
  }

  /** How a unit is moved: a difference of two values of that unit alone, at all else the same. */
  @Test
  void whatMovesAUnitDoesNotDependOnTheUnit() {
    LoneFlow flow = new LoneFlow(autoregressive(4).build(), DataType.DOUBLE).random(33, 1);
    INDArray rows = random.normal(ROWS, 5, 1);
    for (int j = 0; j < 4; j++) {
      INDArray gate = null;
      for (double step : new double[] {1, 2, -4}) {
        INDArray other = rows.dup();
        other.getColumn(j).addi(step);
        INDArray slope =
            flow.output(other).getColumn(3 - j, true).sub(flow.output(rows).getColumn(3 - j, true));
        slope.divi(step);
        // a straight line, up to the rounding of the difference
        assertClose("unit " + j, slope, gate == null ? slope : gate, 1e-14);
        gate = slope;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4, false, 0, 2", "4, true, 2, 4", "5, false, 0, 2", "5, true, 2, 5"})
  void aCouplingKeepsOneHalf(int latentSize, boolean first, int from, int to) {
    LoneFlow flow =
        new LoneFlow(coupling(latentSize).transformsFirstHalf(first).build(), DataType.DOUBLE)
            .random(34, 1);
    INDArray rows = random.normal(ROWS, latentSize + 1, 1);

    INDArray output = flow.output(rows);

    for (int j = 0; j < latentSize; j++) {
      double[] moved = output.getColumn(j).sub(rows.getColumn(j)).toDoubleVector();
      if (j >= from && j < to) {
        assertThat(moved).as("kept %d", j).containsOnly(0);
      } else {
        assertThat(moved).as("moved %d", j).doesNotContain(0);
      }
    }
  }

  static Stream<ConditionedFlowLayer.Builder<?>> conditioned() {
    return Stream.of(coupling(5), autoregressive(5));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void theContextIsHandedOnAndSaysSomethingAboutEveryMovedUnit(boolean isCoupling) {
    ConditionedFlowLayer.Builder<?> builder = isCoupling ? coupling(5) : autoregressive(5);
    LoneFlow flow = new LoneFlow(built(builder.contextSize(3)), DataType.DOUBLE).random(35, 1);
    INDArray rows = random.normal(ROWS, 9, 1);
    INDArray other = rows.dup();
    columns(other, 6, 9).addi(0.5);

    INDArray output = flow.output(rows);
    INDArray after = flow.output(other);

    assertSameBits("context", columns(output, 6, 9).dup(), columns(rows, 6, 9).dup());
    for (int j = isCoupling ? 2 : 0; j < 6; j++) {
      double change = after.getColumn(j).sub(output.getColumn(j)).amaxNumber().doubleValue();
      assertThat(change).as("column %d", j).isPositive();
    }
  }

  /** The same context for all rows is a bias. */
  @Test
  void aConstantContextIsABias() {
    LoneFlow knowing = new LoneFlow(built(coupling(4).contextSize(2)), DataType.DOUBLE);
    knowing.random(36, 1);
    LoneFlow plain = new LoneFlow(built(coupling(4)), DataType.DOUBLE);
    INDArray h = random.normal(1, 2, 1);
    for (String key : new String[] {"w1", "w2", "b2"}) {
      plain.parameter(key).assign(knowing.parameter(key));
    }
    plain.parameter("b1").assign(h.mmul(knowing.parameter("wh")).add(knowing.parameter("b1")));
    INDArray rows = random.normal(ROWS, 5, 1);

    INDArray output = knowing.output(Nd4j.hstack(rows, Nd4j.repeat(h, ROWS).reshape(ROWS, 2)));

    // sums of nine products of size 1, in another order
    assertClose("output", columns(output, 0, 5), plain.output(rows), 1e-13);
  }

  private static ConditionedFlowLayer built(ConditionedFlowLayer.Builder<?> builder) {
    return (ConditionedFlowLayer) builder.build();
  }

  private static INDArray columns(INDArray rows, long from, long to) {
    return rows.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  /** One row is as many rows. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void aRowDoesNotDependOnItsNeighbours(DataType type) {
    for (ConditionedFlowLayer.Builder<?> builder : conditioned().toList()) {
      LoneFlow flow = new LoneFlow(built(builder.contextSize(2)), type).random(37, 0.7);
      INDArray rows = random.normal(70, 8, 1).castTo(type); // more than a block of sums
      INDArray output = flow.output(rows);
      // BLAS sums five products in an order of its own for a single row
      double tolerance = type == DataType.DOUBLE ? 1e-13 : 1e-5;
      assertClose(
          "row", flow.output(rows.getRow(69, true).dup()), output.getRow(69, true), tolerance);
    }
  }
}
