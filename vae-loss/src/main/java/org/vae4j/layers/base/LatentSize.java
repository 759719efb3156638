package org.vae4j.layers.base;

/** The one rule for L. */
public final class LatentSize {
  private LatentSize() {}

  public static int require(String layerType, String layerName, int latentSize) {
    if (latentSize < 1) {
      String name = layerName == null ? layerType : "layer '" + layerName + "'";
      throw new IllegalArgumentException(
          "%s: expected latentSize >= 1, got %d".formatted(name, latentSize));
    }
    return latentSize;
  }
}
