package org.vae4j.layers.lean.patches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.HostMatrix;

class PatchesTest {
  private static PlainArray array(DataType type, double... values) {
    PlainArray array = PlainArray.zeros(type, values.length);
    array.read(HostMatrix.of(Nd4j.createFromArray(new double[][] {values})), 0);
    return array;
  }

  private static double[] values(PlainArray array) {
    double[][] row = new double[1][array.length()];
    var matrix = Nd4j.createFromArray(row);
    array.write(HostMatrix.of(matrix), 0);
    return matrix.toDoubleVector();
  }

  /** 3 × 2 pixels of one channel, a window of 2 × 2 that reaches one place outside on each side. */
  @Test
  void unfoldsAnImageByHand() {
    Patches patches = new Patches(new Axis(3, 2, 2, 2, 1, 1), new Axis(2, 2, 2, 2, 1, 1), 1);
    PlainArray unfolded = PlainArray.zeros(DataType.FLOAT, 16);
    patches.unfold(array(DataType.FLOAT, 1, 2, 3, 4, 5, 6), unfolded);
    assertThat(values(unfolded)).containsExactly(0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 5, 4, 0, 6, 0);
  }

  /**
   * Overlapping windows of 2 × 1 on a column of 3 pixels with 2 channels: the middle counts twice.
   */
  @Test
  void foldsPatchesByHand() {
    Patches patches = new Patches(new Axis(3, 2, 2, 1, 0, 1), new Axis(1, 1, 1, 1, 0, 1), 2);
    PlainArray image = PlainArray.zeros(DataType.DOUBLE, 6);
    patches.fold(array(DataType.DOUBLE, 1, 2, 3, 4, 50, 60, 70, 80), image);
    assertThat(values(image)).containsExactly(1, 2, 53, 64, 70, 80);
  }

  /** ⟨unfold(x), y⟩ = ⟨x, fold(y)⟩: what makes one the backward pass of the other. */
  @ParameterizedTest
  @CsvSource({
    // size, positions, kernel, stride, padding, dilation, channels
    "28, 14, 4, 2, 1, 1, 1",
    "7, 3, 4, 2, 1, 1, 3",
    "5, 5, 3, 1, 1, 1, 2",
    "6, 2, 2, 3, 0, 1, 4",
    "9, 5, 3, 1, 0, 2, 20",
    "4, 3, 5, 2, 2, 1, 1",
    "1, 1, 1, 1, 0, 1, 1"
  })
  void foldingIsTheAdjointOfUnfolding(
      int size, int positions, int kernel, int stride, int padding, int dilation, int channels) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      Axis axis = new Axis(size, positions, kernel, stride, padding, dilation);
      Patches patches = new Patches(axis, new Axis(3, 2, 2, 1, 0, 1), channels);
      Random random = new Random(size);
      // Small integers: their products and sums are exact in either type.
      PlainArray x =
          array(type, random.ints(patches.imageSize(), -3, 4).asDoubleStream().toArray());
      int length = patches.positions() * patches.size();
      PlainArray y = array(type, random.ints(length, -3, 4).asDoubleStream().toArray());
      PlainArray unfolded = PlainArray.zeros(type, length);
      patches.unfold(x, unfolded);
      PlainArray folded = PlainArray.zeros(type, patches.imageSize());
      patches.fold(y, folded);
      assertThat(dot(unfolded, y)).isCloseTo(dot(x, folded), within(0.0)).isNotZero();
    }
  }

  @Test
  void needsAPlaceAndAPosition() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Axis(3, 0, 5, 1, 0, 1))
        .withMessageContaining("got 3 and 0 with kernel 5, stride 1, padding 0");
  }

  private static double dot(PlainArray a, PlainArray b) {
    double[] left = values(a);
    double[] right = values(b);
    double sum = 0;
    for (int j = 0; j < left.length; j++) {
      sum += left[j] * right[j];
    }
    return sum;
  }
}
