package org.vae4j.loss;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A matrix {@code [N, M]} seen row by row from the Java side: a row is copied into a plain array,
 * computed upon, and copied back.
 *
 * <p>One loop over plain arrays does what a dozen elementwise operations would do, without their
 * temporaries. Views, both orders and arrays inside a workspace are read where they lie. The object
 * keeps the array's memory, unless a workspace ends or somebody closes it; threads may read and
 * write different elements at a time.
 */
public final class HostMatrix {
  /** A buffer alone does not hold the native memory that it leads to: the array does. */
  private final INDArray array;

  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private final int rows;
  private final int columns;
  private final int offset;
  private final int rowStride;
  private final int columnStride;

  private HostMatrix(INDArray array) {
    boolean single = array.dataType() == DataType.FLOAT;
    this.array = array;
    floats = single ? array.data().asNioFloat() : null;
    doubles = single ? null : array.data().asNioDouble();
    offset = single ? floats.position() : doubles.position();
    rows = Math.toIntExact(array.size(0));
    columns = Math.toIntExact(array.size(1));
    rowStride = rows == 1 ? 0 : Math.toIntExact(array.stride(0));
    columnStride = columns == 1 ? 1 : Math.toIntExact(array.stride(1));
  }

  /**
   * The matrix behind an array.
   *
   * @param array {@code [N, M]}, FLOAT or DOUBLE
   * @throws IllegalArgumentException if the array has another rank or type
   */
  public static HostMatrix of(INDArray array) {
    if (array.rank() != 2) {
      throw new IllegalArgumentException(
          "expected a matrix [N, M], got shape " + Arrays.toString(array.shape()));
    }
    if (array.dataType() != DataType.FLOAT && array.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException("expected FLOAT or DOUBLE, got " + array.dataType());
    }
    return new HostMatrix(array);
  }

  /** As {@link #of}, for any numeric type: what is neither FLOAT nor DOUBLE is read from a copy. */
  public static HostMatrix reading(INDArray array) {
    boolean direct = array.dataType() == DataType.FLOAT || array.dataType() == DataType.DOUBLE;
    return of(direct ? array : array.castTo(DataType.DOUBLE));
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Whether the elements are floats, so that nothing is lost when they are read as such. */
  public boolean isFloat() {
    return floats != null;
  }

  /** Copies columns {@code [from, from + count)} of a row to the start of {@code into}. */
  public void get(int row, int from, int count, float[] into) {
    get(row, from, count, into, 0);
  }

  /**
   * Copies columns {@code [from, from + count)} of a row to {@code into}, from place {@code to}.
   */
  public void get(int row, int from, int count, float[] into, int to) {
    int start = position(row, from);
    try {
      if (floats != null && columnStride == 1) {
        floats.get(start, into, to, count);
      } else {
        for (int j = 0; j < count; j++) {
          int at = start + j * columnStride;
          into[to + j] = floats != null ? floats.get(at) : (float) doubles.get(at);
        }
      }
    } finally {
      Reference.reachabilityFence(array);
    }
  }

  /** Copies columns {@code [from, from + count)} of a row to the start of {@code into}. */
  public void get(int row, int from, int count, double[] into) {
    int start = position(row, from);
    try {
      if (doubles != null && columnStride == 1) {
        doubles.get(start, into, 0, count);
      } else {
        for (int j = 0; j < count; j++) {
          int at = start + j * columnStride;
          into[j] = floats != null ? floats.get(at) : doubles.get(at);
        }
      }
    } finally {
      Reference.reachabilityFence(array);
    }
  }

  /** Copies the first {@code count} elements of {@code values} to a row, from column {@code to}. */
  public void put(int row, int to, int count, float[] values) {
    int start = position(row, to);
    try {
      if (floats != null && columnStride == 1) {
        floats.put(start, values, 0, count);
      } else {
        for (int j = 0; j < count; j++) {
          put(start + j * columnStride, values[j]);
        }
      }
    } finally {
      Reference.reachabilityFence(array);
    }
  }

  /** Copies the first {@code count} elements of {@code values} to a row, from column {@code to}. */
  public void put(int row, int to, int count, double[] values) {
    int start = position(row, to);
    try {
      if (doubles != null && columnStride == 1) {
        doubles.put(start, values, 0, count);
      } else {
        for (int j = 0; j < count; j++) {
          put(start + j * columnStride, values[j]);
        }
      }
    } finally {
      Reference.reachabilityFence(array);
    }
  }

  private void put(int at, double value) {
    if (floats != null) {
      floats.put(at, (float) value);
    } else {
      doubles.put(at, value);
    }
  }

  private int position(int row, int column) {
    return offset + row * rowStride + column * columnStride;
  }
}
