package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * |actual − expected| ≤ tolerance · max(1, |expected|), element by element: relative for the large,
 * absolute for the small, where the reference itself cancels. NaN is close to nothing.
 */
public final class Closeness {
  private Closeness() {}

  public static void assertClose(String what, double actual, double expected, double tolerance) {
    if (!(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
      fail("%s: expected %s within %s, got %s", what, expected, tolerance, actual);
    }
  }

  /** A vector: {@code [N]}, {@code [1, N]} or {@code [N, 1]}. */
  public static void assertClose(
      String what, INDArray actual, double[] expected, double tolerance) {
    double[] values = actual.castTo(DataType.DOUBLE).toDoubleVector();
    assertThat(values).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertClose(what + "[" + i + "]", values[i], expected[i], tolerance);
    }
  }

  public static void assertClose(
      String what, INDArray actual, double[][] expected, double tolerance) {
    assertThat(actual.shape()).as(what).containsExactly(expected.length, expected[0].length);
    for (int i = 0; i < expected.length; i++) {
      assertClose(what + "[" + i + "]", actual.getRow(i), expected[i], tolerance);
    }
  }

  public static void assertClose(
      String what, INDArray actual, INDArray expected, double tolerance) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    assertClose(what, actual.ravel(), flat(expected), tolerance);
  }

  /** The same bits in every element; {@code INDArray.equals} would forgive 1e-5. */
  public static void assertSameBits(String what, INDArray actual, INDArray expected) {
    assertThat(actual.dataType()).as(what).isEqualTo(expected.dataType());
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    assertThat(flat(actual)).as(what).isEqualTo(flat(expected));
  }

  private static double[] flat(INDArray array) {
    return array.ravel().castTo(DataType.DOUBLE).toDoubleVector();
  }
}
