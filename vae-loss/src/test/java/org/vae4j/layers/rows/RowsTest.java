package org.vae4j.layers.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vae4j.Closeness.assertSameBits;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.SeededMatrices;
import org.vae4j.layers.base.ParameterFreeVertex;

/** Rows put under rows and taken off again: copies and nothing else. */
class RowsTest {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

  private final SeededMatrices random = new SeededMatrices(80, DataType.DOUBLE);

  private static GraphVertex atWork(ParameterFreeVertex vertex, DataType type, INDArray... inputs) {
    GraphVertex atWork = vertex.instantiate(null, "rows", 0, null, false, type);
    atWork.setInputVertices(new VertexIndices[inputs.length]);
    atWork.setInputs(inputs);
    return atWork;
  }

  private static INDArray[] gradients(GraphVertex vertex, INDArray epsilon) {
    vertex.setEpsilon(epsilon);
    return vertex.doBackward(false, NONE).getSecond();
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void stackedRowsComeApartAgain(DataType type) {
    INDArray x = random.normal(4, 3, 1).castTo(type);
    INDArray u = random.normal(2, 3, 1).castTo(type);
    GraphVertex stack = atWork(new StackRowsVertex(), type, x, u);

    INDArray stacked = stack.doForward(true, NONE);

    assertThat(stacked.shape()).containsExactly(6, 3);
    assertSameBits("upper", atWork(RowsVertex.allBut(2), type, stacked).doForward(true, NONE), x);
    assertSameBits("lower", atWork(RowsVertex.last(2), type, stacked).doForward(true, NONE), u);
    INDArray[] gradients = gradients(stack, stacked);
    assertSameBits("by the upper", gradients[0], x);
    assertSameBits("by the lower", gradients[1], u);
    stacked.assign(0);
    assertSameBits("no view", gradients[0], x);
  }

  /** Columns that lie apart, as a merge's backward pass hands them on. */
  @Test
  void viewsAreReadWhereTheyLie() {
    INDArray x = random.normal(3, 4, 1).transpose();
    INDArray u = random.normal(3, 2, 1).transpose();

    INDArray stacked = atWork(new StackRowsVertex(), DataType.DOUBLE, x, u).doForward(true, NONE);

    assertSameBits("stacked", stacked, Nd4j.concat(0, x, u));
  }

  @Test
  void whatIsNotTakenHasNoGradient() {
    INDArray rows = random.normal(5, 2, 1);
    INDArray upper = random.normal(3, 2, 1);
    INDArray lower = random.normal(2, 2, 1);

    INDArray byAllBut = gradients(atWork(RowsVertex.allBut(2), DataType.DOUBLE, rows), upper)[0];
    INDArray byLast = gradients(atWork(RowsVertex.last(2), DataType.DOUBLE, rows), lower)[0];

    assertSameBits("all but", byAllBut, Nd4j.concat(0, upper, Nd4j.zeros(DataType.DOUBLE, 2, 2)));
    assertSameBits("last", byLast, Nd4j.concat(0, Nd4j.zeros(DataType.DOUBLE, 3, 2), lower));
  }

  @Test
  void rowsMayBeImages() {
    INDArray images = random.normal(5, 12, 1).reshape(5, 3, 2, 2);

    INDArray last = atWork(RowsVertex.last(2), DataType.DOUBLE, images).doForward(true, NONE);

    assertThat(last.shape()).containsExactly(2, 3, 2, 2);
    assertSameBits("last", last.reshape(2, 12), images.reshape(5, 12).getRows(3, 4));
    INDArray gradient =
        gradients(atWork(RowsVertex.last(2), DataType.DOUBLE, images), last)[0].reshape(5, 12);
    assertSameBits("its gradient", gradient.getRows(3, 4), last.reshape(2, 12));
    assertThat(gradient.getRows(0, 1, 2).amaxNumber().doubleValue()).isZero();
  }

  @Test
  void rowsAreWhatTheyWere() {
    InputType flat = InputType.convolutionalFlat(4, 3, 2);

    assertThat(new StackRowsVertex().getOutputType(0, flat, InputType.feedForward(24)))
        .isEqualTo(flat);
    assertThat(RowsVertex.last(2).getOutputType(0, flat)).isEqualTo(flat);
    assertThat(new StackRowsVertex().getMemoryReport(flat, flat)).isNotNull();
    assertThat(RowsVertex.last(2).getMemoryReport(flat)).isNotNull();
  }

  @Test
  void verticesThatDifferAreNotEqual() {
    assertThat(RowsVertex.last(2))
        .isEqualTo(RowsVertex.last(2).clone())
        .hasSameHashCodeAs(RowsVertex.last(2))
        .isNotEqualTo(RowsVertex.last(3))
        .isNotEqualTo(RowsVertex.allBut(2))
        .hasToString("RowsVertex(last 2)");
    assertThat(new StackRowsVertex())
        .isEqualTo(new StackRowsVertex().clone())
        .hasSameHashCodeAs(new StackRowsVertex());
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void shapesThatDoNotFit() {
    INDArray x = random.normal(4, 3, 1);
    INDArray u = random.normal(2, 5, 1);
    assertRefused(
        () -> atWork(new StackRowsVertex(), DataType.DOUBLE, x, u).doForward(true, NONE),
        "vertex 'rows': expected rows [N, D] and [C, D], got [4, 3] and [2, 5]");
    assertRefused(
        () ->
            new StackRowsVertex()
                .getOutputType(0, InputType.feedForward(3), InputType.feedForward(5)),
        "StackRowsVertex: expected rows of as many columns, got 3 and 5");
    assertThatThrownBy(
            () ->
                new StackRowsVertex()
                    .getOutputType(0, InputType.convolutional(2, 2, 1), InputType.feedForward(4)))
        .hasMessageStartingWith("StackRowsVertex: expected rows, such as flat images, got");
    assertRefused(
        () -> atWork(RowsVertex.allBut(4), DataType.DOUBLE, x).doForward(true, NONE),
        "vertex 'rows': expected more rows than the 4 to be left out, got [4, 3]");
    assertRefused(
        () -> atWork(RowsVertex.last(9), DataType.DOUBLE, x).doForward(true, NONE),
        "vertex 'rows': expected more rows than the 9 to be taken, got [4, 3]");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aCountBelowOne(int count) {
    assertRefused(() -> RowsVertex.last(count), "RowsVertex: expected count >= 1, got " + count);
  }
}
