package org.vae4j.layers;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where the ε of z = mean + stdDev · ε comes from. */
@FunctionalInterface
public interface NoiseSource {
  /** The calling thread's {@code Nd4j.getRandom()}: seed it, and the run repeats. */
  NoiseSource DEFAULT = (type, rows, units) -> Nd4j.randn(type, rows, units);

  /**
   * Draws of N(0, 1).
   *
   * @param rows one for each example, or K where an example gets K draws, one behind the other
   * @return a fresh array {@code [rows, units]} of the type
   */
  INDArray standardNormal(DataType type, long rows, long units);

  /** Where the ε of the level above comes from, if z has several levels: by default from here. */
  default NoiseSource above() {
    return this;
  }
}
