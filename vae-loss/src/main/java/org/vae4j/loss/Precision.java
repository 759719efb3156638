package org.vae4j.loss;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one rule for the data type of a network and where its data lies: the layers compute row by
 * row in Java's own types.
 */
public final class Precision {
  private Precision() {}

  public static DataType require(String layerName, DataType type) {
    if (Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.CUDA) {
      throw new UnsupportedOperationException(
          "layer '%s': expected the CPU backend nd4j-native, got CUDA, whose memory the row-by-row computation does not reach"
              .formatted(layerName));
    }
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "layer '%s': expected a network of data type FLOAT or DOUBLE, got %s"
              .formatted(layerName, type));
    }
    return type;
  }
}
