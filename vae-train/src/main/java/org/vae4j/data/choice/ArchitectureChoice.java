package org.vae4j.data.choice;

/** Convolutions for images that are larger than MNIST's or in colour, dense layers for all else. */
final class ArchitectureChoice {
  private static final int SMALL_IMAGE = 32 * 32;
  private static final int SHORTEST_SIDE = 16;

  private ArchitectureChoice() {}

  static Choice of(Values values) {
    boolean large = values.height() * values.width() > SMALL_IMAGE || values.channels() > 1;
    boolean convolve =
        values.isImage() && large && Math.min(values.height(), values.width()) >= SHORTEST_SIDE;
    return new Choice().set("architecture", convolve ? "conv" : "mlp");
  }
}
