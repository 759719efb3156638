package org.vae4j.layers;

/** The one rule for L. */
final class LatentSize {
  private LatentSize() {}

  static int require(String layerType, String layerName, int latentSize) {
    if (latentSize < 1) {
      String name = layerName == null ? layerType : "layer '" + layerName + "'";
      throw new IllegalArgumentException(
          "%s: expected latentSize >= 1, got %d".formatted(name, latentSize));
    }
    return latentSize;
  }
}
