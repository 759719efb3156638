package org.vae4j.layers.lean.patches;

import java.util.Arrays;
import org.vae4j.loss.HostMatrix;

/**
 * A {@link PlainArray} of doubles, by plain loops: nobody trains long in double, and what makes
 * floats fast is not worth being written twice.
 */
final class DoubleArray implements PlainArray {
  private final double[] values;

  DoubleArray(int length) {
    values = new double[length];
  }

  private static double[] of(PlainArray array) {
    return ((DoubleArray) array).values;
  }

  @Override
  public int length() {
    return values.length;
  }

  @Override
  public void read(HostMatrix matrix, int row) {
    matrix.get(row, 0, values.length, values);
  }

  @Override
  public void write(HostMatrix matrix, int row) {
    matrix.put(row, 0, values.length, values);
  }

  @Override
  public void clear() {
    Arrays.fill(values, 0);
  }

  @Override
  public void add(PlainArray other) {
    double[] summand = of(other);
    for (int j = 0; j < values.length; j++) {
      values[j] += summand[j];
    }
  }

  @Override
  public void tile(PlainArray period) {
    double[] source = of(period);
    for (int at = 0; at < values.length; at += source.length) {
      System.arraycopy(source, 0, values, at, source.length);
    }
  }

  @Override
  public void sumRepetitionsOf(PlainArray tiled) {
    double[] source = of(tiled);
    Arrays.fill(values, 0);
    for (int j = 0; j < source.length; j++) {
      values[j % values.length] += source[j];
    }
  }

  @Override
  public void transpose(PlainArray matrix, int rows, int columns) {
    double[] source = of(matrix);
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        values[j * rows + i] = source[i * columns + j];
      }
    }
  }

  @Override
  public void rectify() {
    for (int j = 0; j < values.length; j++) {
      values[j] = Math.max(values[j], 0);
    }
  }

  @Override
  public void rectify(PlainArray gate) {
    double[] open = of(gate);
    for (int j = 0; j < values.length; j++) {
      open[j] = values[j] > 0 ? 1 : 0;
    }
    rectify();
  }

  @Override
  public void multiply(PlainArray other) {
    double[] factor = of(other);
    for (int j = 0; j < values.length; j++) {
      values[j] *= factor[j];
    }
  }

  @Override
  public void gather(PlainArray image, Runs runs) {
    for (int r = 0; r < runs.count(); r++) {
      System.arraycopy(of(image), runs.inImage(r), values, runs.inPatches(r), runs.length(r));
    }
  }

  @Override
  public void scatter(PlainArray patches, Runs runs) {
    double[] source = of(patches);
    for (int r = 0; r < runs.count(); r++) {
      for (int j = 0; j < runs.length(r); j++) {
        values[runs.inImage(r) + j] += source[runs.inPatches(r) + j];
      }
    }
  }
}
