package org.vae4j.layers.lean.patches;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.vae4j.loss.HostMatrix;

/**
 * A batch of images of shape {@code [N, C, H, W]}, each seen as a plain array {@code [H, W, C]},
 * whatever the order in memory. In the order H, W, C, which {@link #create} chooses, an image is
 * one copy; in DL4J's order C, H, W it is transposed on the way.
 */
public final class Images {
  private final INDArray array;
  private final HostMatrix rows;

  /** Whether they lie in DL4J's order. */
  private final boolean channelsFirst;

  private Images(INDArray array, INDArray rows, boolean channelsFirst) {
    this.array = array;
    this.rows = HostMatrix.of(rows);
    this.channelsFirst = channelsFirst;
  }

  /** New images to write, {@code [N, C, H, W]} and in memory {@code [N, H, W, C]}. */
  public static Images create(
      LayerWorkspaceMgr workspaces, ArrayType use, DataType type, long... shape) {
    long size = shape[1] * shape[2] * shape[3];
    INDArray rows = workspaces.createUninitialized(use, type, new long[] {shape[0], size}, 'c');
    INDArray array =
        shape[1] == 1 // the two orders are one
            ? rows.reshape('c', shape)
            : rows.reshape('c', shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2);
    return new Images(array, rows, false);
  }

  /** Images to read, {@code [N, C, H, W]} in any order of memory. */
  public static Images of(INDArray array) {
    long channels = array.size(1);
    long pixels = array.size(2) * array.size(3);
    INDArray channelsLast = array.permute(0, 2, 3, 1);
    if (Shape.hasDefaultStridesForShape(channelsLast)) {
      return new Images(array, channelsLast.reshape('c', array.size(0), channels * pixels), false);
    }
    INDArray rowMajor = Shape.hasDefaultStridesForShape(array) ? array : array.dup('c');
    return new Images(
        array, rowMajor.reshape('c', array.size(0), channels * pixels), channels > 1 && pixels > 1);
  }

  /** All of them, {@code [N, C, H, W]}. */
  public INDArray array() {
    return array;
  }

  public int examples() {
    return rows.rows();
  }

  /**
   * Reads one.
   *
   * @param spare as long as the image, overwritten
   */
  public void read(int example, PlainArray image, PlainArray spare) {
    if (channelsFirst) {
      int channels = Math.toIntExact(array.size(1));
      spare.read(rows, example);
      image.transpose(spare, channels, image.length() / channels);
    } else {
      image.read(rows, example);
    }
  }

  public void write(int example, PlainArray image) {
    image.write(rows, example);
  }
}
