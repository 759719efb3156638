package org.vae4j.layers.flow;

import static org.vae4j.Closeness.assertClose;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.Golden;

/** Values and all gradients against PyTorch's autograd. */
class FlowGoldenTest {
  private static final List<String> VECTORS = List.of("u", "w", "b", "b1", "b2");

  static Stream<Arguments> blocksAndTypes() {
    return Stream.of("planarFlow", "couplingFlow", "couplingFlowFirstHalf", "autoregressiveFlow")
        .flatMap(
            block ->
                Stream.of(DataType.DOUBLE, DataType.FLOAT).map(type -> Arguments.of(block, type)));
  }

  /**
   * In float each of two products of matrices rounds sums of about ten terms, each by 6e-8 of its
   * size, and the gradient by a weight sums five such numbers.
   */
  private static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? 1e-10 : 2e-6;
  }

  @ParameterizedTest
  @MethodSource("blocksAndTypes")
  void valuesAndGradientsAgree(String name, DataType type) {
    Golden block = Golden.objective(name);
    double tolerance = tolerance(type);
    INDArray z = values(block, "z", DataType.DOUBLE);
    LoneFlow flow = new LoneFlow(layer(name, block, (int) z.size(1)), type);
    List<String> keys = name.equals("planarFlow") ? List.of("u", "w", "b") : networkKeys();
    for (String key : keys) {
      flow.parameter(key).assign(values(block, key, type));
    }
    INDArray rows = Nd4j.hstack(z, values(block, "logDensity", DataType.DOUBLE)).castTo(type);

    Pair<Gradient, INDArray> gradients = flow.gradients(rows, values(block, "upstream", type));

    assertClose("output", flow.output(rows), block.matrix("output"), tolerance);
    INDArray byRows = gradients.getSecond();
    long units = z.size(1);
    assertClose("z", columns(byRows, 0, units), block.matrix("d_z"), tolerance);
    assertClose(
        "log q", columns(byRows, units, units + 1), block.matrix("d_logDensity"), tolerance);
    for (String key : keys) {
      INDArray expected = values(block, "d_" + key, DataType.DOUBLE);
      assertClose(key, gradients.getFirst().getGradientFor(key), expected, tolerance);
    }
  }

  private static List<String> networkKeys() {
    return List.of("w1", "b1", "w2", "b2");
  }

  private static FlowLayer layer(String name, Golden block, int latentSize) {
    return switch (name) {
      case "planarFlow" -> new PlanarFlowLayer.Builder().latentSize(latentSize).build();
      case "autoregressiveFlow" ->
          new AutoregressiveFlowLayer.Builder()
              .latentSize(latentSize)
              .hidden(block.vector("b1").length)
              .build();
      default ->
          new CouplingFlowLayer.Builder()
              .latentSize(latentSize)
              .hidden(block.vector("b1").length)
              .transformsFirstHalf(block.flag("transformsFirstHalf"))
              .build();
    };
  }

  private static INDArray values(Golden block, String field, DataType type) {
    if (VECTORS.contains(field.replace("d_", ""))) {
      double[] vector = block.vector(field);
      return Nd4j.createFromArray(vector).reshape(1, vector.length).castTo(type);
    }
    return Nd4j.createFromArray(block.matrix(field)).castTo(type);
  }

  private static INDArray columns(INDArray rows, long from, long to) {
    return rows.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
