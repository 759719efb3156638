package org.vae4j.layers.lean.patches;

import org.nd4j.linalg.api.buffer.DataType;
import org.vae4j.loss.HostMatrix;

/**
 * A plain Java array of floats or doubles, so that what is computed upon it is written once for
 * both. All that is computed element by element is a loop over one of these.
 */
public sealed interface PlainArray permits FloatArray, DoubleArray {
  /** Zeros. */
  static PlainArray zeros(DataType type, int length) {
    return type == DataType.FLOAT ? new FloatArray(length) : new DoubleArray(length);
  }

  int length();

  /** Takes a row of a matrix, as long as this array. */
  void read(HostMatrix matrix, int row);

  /** Becomes a row of a matrix, as long as this array. */
  void write(HostMatrix matrix, int row);

  void clear();

  /** this += other, element by element. */
  void add(PlainArray other);

  /** Repeats a shorter array until this one is full. */
  void tile(PlainArray period);

  /** The inverse of {@link #tile} in the sense of gradients: the sum over the repetitions. */
  void sumRepetitionsOf(PlainArray tiled);

  /** Takes the transpose of a matrix of {@code rows} × {@code columns}, row by row. */
  void transpose(PlainArray matrix, int rows, int columns);

  /** max(this, 0). */
  void rectify();

  /**
   * max(this, 0), and notes what got through.
   *
   * @param gate as long as this array; becomes 1 where the value is positive, else 0
   */
  void rectify(PlainArray gate);

  /** this *= other, element by element. */
  void multiply(PlainArray other);

  /** Copies the runs of an image to where they lie in its patches; this is the patches. */
  void gather(PlainArray image, Runs runs);

  /** Adds the runs of patches to where they come from in the image; this is the image. */
  void scatter(PlainArray patches, Runs runs);
}
