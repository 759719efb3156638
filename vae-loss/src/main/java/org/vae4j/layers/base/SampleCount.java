package org.vae4j.layers.base;

/** The one rule for K, how many draws of z an example gets. */
public final class SampleCount {
  private SampleCount() {}

  public static int require(String layerType, String layerName, int samples) {
    if (samples < 1) {
      String name = layerName == null ? layerType : "layer '" + layerName + "'";
      throw new IllegalArgumentException(
          "%s: expected samples >= 1, got %d".formatted(name, samples));
    }
    return samples;
  }
}
