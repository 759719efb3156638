package org.vae4j.layers;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * The one rule for the data type of a network: the layers compute row by row in Java's own types.
 */
final class Precision {
  private Precision() {}

  static DataType require(String layerName, DataType type) {
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "layer '%s': expected a network of data type FLOAT or DOUBLE, got %s"
              .formatted(layerName, type));
    }
    return type;
  }
}
