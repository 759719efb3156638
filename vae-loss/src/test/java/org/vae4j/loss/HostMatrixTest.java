package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class HostMatrixTest {
  /** 6 × 8 with the value 10 i + j at (i, j), which every type here holds exactly. */
  private static INDArray numbered(DataType type, char order) {
    INDArray array = Nd4j.create(type, new long[] {6, 8}, order);
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 8; j++) {
        array.putScalar(i, j, 10 * i + j);
      }
    }
    return array;
  }

  private static Map<String, INDArray> layouts(DataType type) {
    Map<String, INDArray> layouts = new LinkedHashMap<>();
    for (char order : new char[] {'c', 'f'}) {
      INDArray all = numbered(type, order);
      layouts.put(order + " whole", all);
      layouts.put(
          order + " inner block",
          all.get(NDArrayIndex.interval(1, 4), NDArrayIndex.interval(2, 7)));
      layouts.put(order + " first columns", columns(all, 0, 3));
      layouts.put(order + " last columns", columns(all, 5, 8));
      layouts.put(order + " one column", columns(all, 4, 5));
      layouts.put(
          order + " every second column",
          all.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 2, 8)));
      layouts.put(
          order + " one row as a matrix", all.get(NDArrayIndex.interval(3, 4), NDArrayIndex.all()));
      layouts.put(order + " row vector", all.getRow(2, true));
      layouts.put(order + " column vector", all.getColumn(5, true));
      layouts.put(order + " transposed", all.transpose());
      layouts.put(order + " block transposed", columns(all, 2, 5).transpose());
      layouts.put(
          order + " one element",
          all.get(NDArrayIndex.interval(2, 3), NDArrayIndex.interval(3, 4)));
    }
    return layouts;
  }

  private static INDArray columns(INDArray array, int from, int to) {
    return array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  static Stream<Arguments> everyLayout() {
    return Stream.of(DataType.FLOAT, DataType.DOUBLE)
        .flatMap(type -> layouts(type).keySet().stream().map(layout -> Arguments.of(type, layout)));
  }

  @ParameterizedTest
  @MethodSource("everyLayout")
  void readsWhatNd4jReads(DataType type, String layout) {
    INDArray array = layouts(type).get(layout);
    HostMatrix matrix = HostMatrix.of(array);

    assertThat(matrix.rows()).isEqualTo((int) array.size(0));
    assertThat(matrix.columns()).isEqualTo((int) array.size(1));
    assertThat(matrix.isFloat()).isEqualTo(type == DataType.FLOAT);
    assertReads(matrix, array);
  }

  @ParameterizedTest
  @MethodSource("everyLayout")
  void writesWhereNd4jReadsAndNowhereElse(DataType type, String layout) {
    INDArray array = layouts(type).get(layout);
    HostMatrix matrix = HostMatrix.of(array);
    INDArray expected = array.dup();
    int last = matrix.columns() - 1;
    for (int i = 0; i < matrix.rows(); i++) {
      matrix.put(i, 0, matrix.columns(), negated(matrix, i, 0, matrix.columns()));
      matrix.put(i, last, 1, new float[] {-1000 - i, 7});
      expected.getRow(i).negi();
      expected.putScalar(i, last, -1000 - i);
    }

    assertThat(array.toDoubleMatrix()).isDeepEqualTo(expected.toDoubleMatrix());
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void aWriteToAViewLeavesTheRestAlone(DataType type) {
    for (char order : new char[] {'c', 'f'}) {
      INDArray all = numbered(type, order);
      INDArray expected = all.dup();
      HostMatrix view =
          HostMatrix.of(all.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(2, 6)));
      view.put(1, 1, 2, new double[] {-1, -2, 99});
      expected.putScalar(2, 3, -1).putScalar(2, 4, -2);

      assertThat(all.toDoubleMatrix()).isDeepEqualTo(expected.toDoubleMatrix());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void readsAndWritesInsideAWorkspace(DataType type) {
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace("HostMatrixTest")) {
      for (int cycle = 0; cycle < 2; cycle++) {
        Nd4j.create(type, 3, 5).assign(-1); // so that the next array does not start at the front
        INDArray array = numbered(type, 'c');
        assertThat(array.data().getParentWorkspace()).isSameAs(workspace);
        assertReads(HostMatrix.of(array), array);
        assertReads(HostMatrix.of(columns(array, 3, 6)), columns(array, 3, 6));
        HostMatrix.of(columns(array, 3, 6)).put(4, 1, 2, new float[] {-8, -9});
        assertThat(array.getRow(4).toDoubleVector())
            .containsExactly(40, 41, 42, 43, -8, -9, 46, 47);
      }
    } finally {
      Nd4j.getWorkspaceManager().destroyWorkspace();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HALF", "BFLOAT16", "INT", "LONG", "SHORT", "BYTE", "UBYTE"})
  void readsOtherTypesFromACopy(DataType type) {
    INDArray array = numbered(type, 'c');

    HostMatrix matrix = HostMatrix.reading(array);

    assertThat(matrix.isFloat()).isFalse();
    assertReads(matrix, array.castTo(DataType.DOUBLE));
  }

  @Test
  void refusesOtherTypesForWriting() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostMatrix.of(numbered(DataType.FLOAT16, 'c')))
        .withMessage("expected FLOAT or DOUBLE, got HALF");
  }

  @Test
  void refusesAnotherRank() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostMatrix.of(Nd4j.zeros(2, 3, 4)))
        .withMessage("expected a matrix [N, M], got shape [2, 3, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostMatrix.reading(Nd4j.zeros(DataType.INT32, 5)))
        .withMessage("expected a matrix [N, M], got shape [5]");
  }

  /** Whole rows and parts of rows, as doubles and as floats. */
  private static void assertReads(HostMatrix matrix, INDArray array) {
    double[][] expected = array.castTo(DataType.DOUBLE).toDoubleMatrix();
    int columns = matrix.columns();
    for (int i = 0; i < matrix.rows(); i++) {
      for (int from = 0; from < columns; from++) {
        double[] doubles = new double[columns - from];
        float[] floats = new float[columns - from];
        matrix.get(i, from, doubles.length, doubles);
        matrix.get(i, from, floats.length, floats);
        double[] rest = Arrays.copyOfRange(expected[i], from, columns);
        assertThat(doubles).isEqualTo(rest);
        for (int j = 0; j < rest.length; j++) {
          assertThat(floats[j]).isEqualTo((float) rest[j]);
        }
      }
    }
  }

  private static double[] negated(HostMatrix matrix, int row, int from, int count) {
    double[] values = new double[count];
    matrix.get(row, from, count, values);
    for (int j = 0; j < count; j++) {
      values[j] = -values[j];
    }
    return values;
  }

  /** ND4J frees native memory once nobody holds the array; who holds its matrix goes on reading. */
  @Test
  void keepsTheMemoryOfAnArrayThatNobodyElseHolds() throws InterruptedException {
    int width = 20_000;
    List<HostMatrix> matrices = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      matrices.add(HostMatrix.of(Nd4j.valueArrayOf(new long[] {1, width}, i, DataType.FLOAT)));
    }
    List<INDArray> others = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      System.gc();
      Thread.sleep(100); // for the thread that frees
      for (int i = 0; i < 100; i++) {
        others.add(Nd4j.valueArrayOf(new long[] {1, width}, -1, DataType.FLOAT));
      }
    }
    float[] row = new float[width];
    for (int i = 0; i < matrices.size(); i++) {
      matrices.get(i).get(0, 0, width, row);
      assertThat(row).containsOnly(i);
    }
    assertThat(others).hasSize(300);
  }
}
