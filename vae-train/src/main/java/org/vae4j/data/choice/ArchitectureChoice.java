package org.vae4j.data.choice;

/**
 * Convolutions for images that are larger than MNIST's or in colour, dense layers for all else; of
 * a table narrow ones, since its rows are few and short.
 */
final class ArchitectureChoice {
  private static final int SMALL_IMAGE = 32 * 32;
  private static final int SHORTEST_SIDE = 16;
  private static final int MANY = 1_000;
  private static final int WIDTH_OF_TABLES = 100;

  private ArchitectureChoice() {}

  static Choice of(Values values, int examples) {
    boolean large = values.height() * values.width() > SMALL_IMAGE || values.channels() > 1;
    boolean convolve =
        values.isImage()
            && large
            && examples >= MANY
            && Math.min(values.height(), values.width()) >= SHORTEST_SIDE;
    Choice choice = new Choice().set("architecture", convolve ? "conv" : "mlp");
    return values.isTable() ? choice.set("hidden", WIDTH_OF_TABLES) : choice;
  }
}
