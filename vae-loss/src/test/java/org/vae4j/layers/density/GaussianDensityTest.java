package org.vae4j.layers.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.Golden;
import org.vae4j.SeededMatrices;

/** The densities of draws under given Gaussians and under N(0, I), each vertex by itself. */
class GaussianDensityTest {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

  private final SeededMatrices random = new SeededMatrices(20, DataType.DOUBLE);

  /** In float the inputs are rounded by 6e-8, and a precision of some 20 multiplies that. */
  private static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? 1e-10 : 1e-5;
  }

  /** The vertex at work, with its inputs set. */
  private static org.deeplearning4j.nn.graph.vertex.GraphVertex atWork(
      GraphVertex vertex, INDArray... inputs) {
    org.deeplearning4j.nn.graph.vertex.GraphVertex working =
        vertex.instantiate(null, "density", 0, null, true, inputs[0].dataType());
    working.setInputs(inputs);
    return working;
  }

  private static INDArray densities(GraphVertex vertex, INDArray... inputs) {
    return atWork(vertex, inputs).doForward(true, NONE);
  }

  private static INDArray[] gradients(GraphVertex vertex, INDArray upstream, INDArray... inputs) {
    org.deeplearning4j.nn.graph.vertex.GraphVertex working = atWork(vertex, inputs);
    working.setEpsilon(upstream);
    return working.doBackward(false, NONE).getSecond();
  }

  private static INDArray values(Golden block, String field, DataType type) {
    return Nd4j.createFromArray(block.matrix(field)).castTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "gaussianDensity, DOUBLE",
    "gaussianDensityStopped, DOUBLE",
    "gaussianDensity, FLOAT",
    "gaussianDensityStopped, FLOAT"
  })
  void agreesWithPyTorch(String name, DataType type) {
    Golden block = Golden.objective(name);
    GraphVertex vertex = new GaussianDensityVertex().stopParameters(block.flag("stopParameters"));
    INDArray z = values(block, "z", type);
    INDArray gaussian = values(block, "gaussian", type);

    INDArray densities = densities(vertex, z, gaussian);
    INDArray[] gradients = gradients(vertex, values(block, "upstream", type), z, gaussian);

    assertThat(densities.dataType()).isEqualTo(type);
    assertClose("log q", densities, block.matrix("output"), tolerance(type));
    assertClose("by z", gradients[0], block.matrix("d_z"), tolerance(type));
    assertClose("by Gaussian", gradients[1], block.matrix("d_gaussian"), tolerance(type));
  }

  /** One formula two ways: a dozen roundings of 1e-16 in sums of some 20. */
  @Test
  void theStandardNormalIsTheGaussianOfZeros() {
    INDArray z = random.normal(50, 4, 2);
    INDArray upstream = random.normal(50, 1, 1);
    INDArray zeros = Nd4j.zeros(DataType.DOUBLE, 1, 8);

    assertClose(
        "log p",
        densities(new StandardNormalDensityVertex(), z),
        densities(new GaussianDensityVertex(), z, zeros),
        1e-13);
    assertClose(
        "by z",
        gradients(new StandardNormalDensityVertex(), upstream, z)[0],
        gradients(new GaussianDensityVertex(), upstream, z, zeros)[0],
        1e-13);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 12})
  void drawsOfAGaussianLieBehindEachOther(int gaussians) {
    INDArray z = random.normal(12, 3, 1);
    INDArray few = random.normal(gaussians, 6, 1);
    INDArray oneEach = Nd4j.create(DataType.DOUBLE, 12, 6);
    for (int i = 0; i < 12; i++) {
      oneEach.putRow(i, few.getRow(i / (12 / gaussians)));
    }

    assertSameBits(
        "log q",
        densities(new GaussianDensityVertex(), z, few),
        densities(new GaussianDensityVertex(), z, oneEach));
  }

  /** Views and the other order of elements are read where they lie. */
  @Test
  void readsAnyLayout() {
    INDArray z = random.normal(6, 3, 1);
    INDArray gaussian = random.normal(2, 6, 1);

    assertSameBits(
        "log q",
        densities(new GaussianDensityVertex(), z.dup('f'), gaussian.dup('f')),
        densities(new GaussianDensityVertex(), z, gaussian));
  }

  @Test
  void refusesWhatDoesNotFit() {
    INDArray z = random.normal(6, 3, 1);

    assertThatIllegalStateException()
        .isThrownBy(() -> densities(new GaussianDensityVertex(), z, random.normal(4, 6, 1)))
        .withMessage(
            "vertex 'density': expected draws [N * K, L] and Gaussians [N, 2L], got [6, 3] and [4, 6]");
    assertThatIllegalStateException()
        .isThrownBy(() -> densities(new GaussianDensityVertex(), z, random.normal(6, 3, 1)))
        .withMessage(
            "vertex 'density': expected draws [N * K, L] and Gaussians [N, 2L], got [6, 3] and [6, 3]");
    assertThatIllegalStateException()
        .isThrownBy(() -> densities(new StandardNormalDensityVertex(), z.reshape(1, 6, 3)))
        .withMessage("vertex 'density': expected draws [M, L], got [1, 6, 3]");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                new GaussianDensityVertex()
                    .getOutputType(0, InputType.feedForward(3), InputType.feedForward(5)))
        .withMessage(
            "GaussianDensityVertex: expected Gaussians of 2 * 3 columns [mean | logVariance] for draws of 3, got 5");
  }

  @Test
  void aVertexIsItsSettings() {
    GaussianDensityVertex stopping = new GaussianDensityVertex().stopParameters(true);

    assertThat(stopping).isEqualTo(stopping.clone()).isNotEqualTo(new GaussianDensityVertex());
    assertThat(stopping.clone()).isNotSameAs(stopping).hasSameHashCodeAs(stopping);
    assertThat(stopping).hasToString("GaussianDensityVertex(stopParameters=true)");
    assertThat(new StandardNormalDensityVertex())
        .isEqualTo(new StandardNormalDensityVertex().clone())
        .hasToString("StandardNormalDensityVertex()");
    InputType draws = InputType.feedForward(3);
    assertThat(stopping.getMemoryReport(draws, InputType.feedForward(6))).isNotNull();
    assertThat(new StandardNormalDensityVertex().getMemoryReport(draws)).isNotNull();
  }
}
