package org.vae4j.layers.lean.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MatrixProductTest {
  /** Bit for bit: sums in their order, by fused multiply-add, {@code DEPTH} terms at a time. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "8, 4, 32",
    "9, 5, 33",
    "1, 784, 3",
    "3, 1, 400",
    "128, 784, 400", // shared by columns
    "2000, 300, 17", // shared by rows
    "70, 2500, 90", // more terms than a block holds, three times
    "40, 1024, 700", // more columns than a block of the right factor
  })
  void sumsInTheirOrder(int m, int k, int n) {
    assumeThat(Tile.fastest()).as("the Vector API").isPresent();
    Random random = new Random(31L * m + k + n);
    float[][] a = matrix(m, k, random);
    float[][] b = matrix(k, n, random);
    INDArray c = Nd4j.createUninitialized(DataType.FLOAT, m, n);
    MatrixProduct.set(Nd4j.createFromArray(a), Nd4j.createFromArray(b), c);
    assertThat(c.toFloatMatrix()).isDeepEqualTo(inOrder(a, b));
  }

  private static float[][] inOrder(float[][] a, float[][] b) {
    float[][] c = new float[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int block = 0; block < b.length; block += MatrixProduct.DEPTH) {
          float sum = 0;
          for (int k = block; k < Math.min(b.length, block + MatrixProduct.DEPTH); k++) {
            sum = Math.fma(a[i][k], b[k][j], sum);
          }
          c[i][j] = block == 0 ? sum : c[i][j] + sum;
        }
      }
    }
    return c;
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /** The error of a sum of k products is below (k + 2) · 2⁻²⁴ Σ|a·b| in float; |a|, |b| below 5. */
  @ParameterizedTest
  @MethodSource("seeds")
  void anyShapesOrdersAndViews(int seed) {
    Random random = new Random(seed);
    DataType type = seed % 4 == 0 ? DataType.DOUBLE : DataType.FLOAT;
    int m = 1 + random.nextInt(70);
    int k = 1 + random.nextInt(70);
    int n = 1 + random.nextInt(70);
    INDArray a = laidOut(matrix(m, k, random), type, random);
    INDArray b = laidOut(matrix(k, n, random), type, random);
    INDArray c = laidOut(matrix(m, n, random), type, random);
    INDArray before = c.dup().castTo(DataType.DOUBLE);
    Optional<Tile> tile = seed % 2 == 0 ? Optional.empty() : Tile.fastest();
    INDArray exact = a.castTo(DataType.DOUBLE).mmul(b.castTo(DataType.DOUBLE));
    double bound = (k + 2) * Math.pow(2, -24) * k * 25;

    MatrixProduct.compute(tile, a, b, c, false);
    assertThat(largestError(c, exact)).isLessThan(bound);

    c.assign(before);
    MatrixProduct.compute(tile, a, b, c, true);
    assertThat(largestError(c, exact.add(before))).isLessThan(bound);
  }

  private static double largestError(INDArray result, INDArray exact) {
    return result.castTo(DataType.DOUBLE).sub(exact).amaxNumber().doubleValue();
  }

  /** Row-major or column-major, whole or a part of something larger. */
  private static INDArray laidOut(float[][] values, DataType type, Random random) {
    INDArray array = Nd4j.createFromArray(values).castTo(type);
    char order = random.nextBoolean() ? 'c' : 'f';
    if (random.nextBoolean()) {
      return array.dup(order);
    }
    INDArray larger = Nd4j.create(type, new long[] {array.rows() + 3, array.columns() + 2}, order);
    INDArray part =
        larger.get(
            NDArrayIndex.interval(2, 2 + array.rows()),
            NDArrayIndex.interval(1, 1 + array.columns()));
    return part.assign(array);
  }

  /** By our product and by ND4J's: what follows sees each element once, when it is whole. */
  @ParameterizedTest
  @CsvSource({"70, 2500, 90", "3000, 1100, 5", "1, 1, 1", "9, 40, 33"})
  void whatFollowsSeesWholeElementsOnce(int m, int k, int n) {
    Random random = new Random(k);
    INDArray a = Nd4j.createFromArray(matrix(m, k, random));
    INDArray b = Nd4j.createFromArray(matrix(k, n, random));
    INDArray plain = Nd4j.createUninitialized(DataType.FLOAT, m, n);
    INDArray followed = plain.like();
    for (Optional<Tile> tile : List.of(Tile.fastest(), Optional.<Tile>empty())) {
      MatrixProduct.compute(tile, a, b, plain, false);
      MatrixProduct.compute(
          tile,
          a,
          b,
          followed,
          (from, count) ->
              (row, values) -> {
                for (int j = 0; j < count; j++) {
                  values[j] = Math.max(values[j], 0) + 1000 * row + from + j;
                }
              });
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          assertThat(followed.getFloat(i, j))
              .as("%d, %d", i, j)
              .isEqualTo(Math.max(plain.getFloat(i, j), 0) + 1000 * i + j);
        }
      }
    }
  }

  @Test
  void whatFollowsNeedsRowsOfFloats() {
    INDArray square = Nd4j.ones(DataType.FLOAT, 3, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> MatrixProduct.set(square, square, square.dup('f'), (from, count) -> (r, v) -> {}))
        .withMessage(
            "expected a result of FLOAT whose rows lie side by side, got FLOAT with strides [1, 3]");
    INDArray doubles = square.castTo(DataType.DOUBLE);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> MatrixProduct.set(doubles, doubles, doubles.dup(), (from, count) -> (r, v) -> {}))
        .withMessageStartingWith("expected a result of FLOAT");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MatrixProduct.set(square, doubles, square.dup()))
        .withMessage("expected matrices of one type, got FLOAT · DOUBLE = FLOAT");
  }

  @Test
  void nothingBesideTheResultIsWritten() {
    INDArray larger = Nd4j.ones(DataType.FLOAT, 20, 50);
    INDArray part = larger.get(NDArrayIndex.interval(3, 16), NDArrayIndex.interval(5, 40));
    MatrixProduct.set(Nd4j.zeros(DataType.FLOAT, 13, 7), Nd4j.zeros(DataType.FLOAT, 7, 35), part);
    assertThat(part.sumNumber().doubleValue()).isZero();
    assertThat(larger.sumNumber().doubleValue()).isEqualTo(20 * 50 - 13 * 35);
  }

  /** What an element beyond the last one holds must not spoil those before. */
  @Test
  void notANumberStaysInItsRowAndColumn() {
    float[][] a = matrix(9, 40, new Random(1));
    a[4][7] = Float.NaN;
    INDArray c = Nd4j.createUninitialized(DataType.FLOAT, 9, 33);
    for (int repeat = 0; repeat < 2; repeat++) {
      MatrixProduct.set(
          Nd4j.createFromArray(a), Nd4j.createFromArray(matrix(40, 33, new Random(2))), c);
      for (int i = 0; i < 9; i++) {
        for (int j = 0; j < 33; j++) {
          assertThat(Float.isNaN(c.getFloat(i, j))).as("%d, %d", i, j).isEqualTo(i == 4);
        }
      }
    }
    INDArray ones = Nd4j.createUninitialized(DataType.FLOAT, 3, 5);
    MatrixProduct.set(Nd4j.ones(DataType.FLOAT, 3, 40), Nd4j.ones(DataType.FLOAT, 40, 5), ones);
    assertThat(ones.sumNumber().doubleValue()).isEqualTo(15 * 40);
  }

  @Test
  void shapesMustFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                MatrixProduct.set(
                    Nd4j.ones(DataType.FLOAT, 2, 3),
                    Nd4j.ones(DataType.FLOAT, 4, 5),
                    Nd4j.ones(DataType.FLOAT, 2, 5)))
        .withMessage(
            "expected [M, K] · [K, N] = [M, N], none of them 0, got [2, 3] · [4, 5] = [2, 5]");
  }

  private static float[][] matrix(int rows, int columns, Random random) {
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return values;
  }
}
