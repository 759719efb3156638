package org.vae4j.layers.lean.patches;

import java.util.Arrays;
import org.vae4j.loss.HostMatrix;

/** A {@link PlainArray} of floats. */
final class FloatArray implements PlainArray {
  /** From here on a call that copies is faster than a loop. */
  private static final int LONG_RUN = 12;

  /** Elements at a time. */
  private static final int WIDE = 2048;

  private final float[] values;

  FloatArray(int length) {
    values = new float[length];
  }

  private static float[] of(PlainArray array) {
    return ((FloatArray) array).values;
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
    float[] summand = of(other);
    for (int j = 0; j < values.length; j++) {
      values[j] += summand[j];
    }
  }

  @Override
  public void tile(PlainArray period) {
    float[] source = of(period);
    for (int at = 0; at < values.length; at += source.length) {
      System.arraycopy(source, 0, values, at, source.length);
    }
  }

  @Override
  public void sumRepetitionsOf(PlainArray tiled) {
    float[] source = of(tiled);
    // Many periods at a time: loops as short as one are not vectorised.
    int periods = Math.max(1, WIDE / values.length);
    float[] part = new float[Math.min(source.length, periods * values.length)];
    float[] sum = new float[part.length];
    for (int at = 0; at < source.length; at += part.length) {
      int length = Math.min(part.length, source.length - at);
      System.arraycopy(source, at, part, 0, length);
      for (int j = 0; j < length; j++) {
        sum[j] += part[j];
      }
    }
    Arrays.fill(values, 0);
    for (int at = 0; at < sum.length; at += values.length) {
      for (int j = 0; j < values.length; j++) {
        values[j] += sum[at + j];
      }
    }
  }

  @Override
  public void transpose(PlainArray matrix, int rows, int columns) {
    float[] source = of(matrix);
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

  /** Without a branch, so that the loop is vectorised; no activation is a denormal number. */
  @Override
  public void rectify(PlainArray gate) {
    float[] open = of(gate);
    for (int j = 0; j < values.length; j++) {
      float y = Math.max(values[j], 0);
      values[j] = y;
      open[j] = Math.min(y * Float.MAX_VALUE, 1);
    }
  }

  @Override
  public void multiply(PlainArray other) {
    float[] factor = of(other);
    for (int j = 0; j < values.length; j++) {
      values[j] *= factor[j];
    }
  }

  @Override
  public void gather(PlainArray image, Runs runs) {
    float[] source = of(image);
    for (int r = 0; r < runs.count(); r++) {
      int from = runs.inImage(r);
      int to = runs.inPatches(r);
      int length = runs.length(r);
      if (length >= LONG_RUN) {
        System.arraycopy(source, from, values, to, length);
      } else {
        for (int j = 0; j < length; j++) {
          values[to + j] = source[from + j];
        }
      }
    }
  }

  /** By way of arrays that begin where the run does, whose loop is vectorised. */
  @Override
  public void scatter(PlainArray patches, Runs runs) {
    float[] source = of(patches);
    float[] sum = new float[runs.longest()];
    float[] summand = new float[runs.longest()];
    for (int r = 0; r < runs.count(); r++) {
      int to = runs.inImage(r);
      int from = runs.inPatches(r);
      int length = runs.length(r);
      if (length >= LONG_RUN) {
        System.arraycopy(values, to, sum, 0, length);
        System.arraycopy(source, from, summand, 0, length);
        for (int j = 0; j < length; j++) {
          sum[j] += summand[j];
        }
        System.arraycopy(sum, 0, values, to, length);
      } else {
        for (int j = 0; j < length; j++) {
          values[to + j] += source[from + j];
        }
      }
    }
  }
}
