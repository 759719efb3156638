package org.vae4j.datasets;

/**
 * The shape of an image. Pixels are laid out channel by channel, each channel row by row, which is
 * the order of DL4J's convolutional networks.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record ImageShape(int height, int width, int channels) {

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if a side is below 1, or the product no int
   */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image has sides of 1 or more, not " + height + "x" + width + "x" + channels);
    }
    if ((long) height * width > Integer.MAX_VALUE / channels) {
      throw new IllegalArgumentException(
          "an image of " + height + "x" + width + "x" + channels + " values is too large");
    }
  }

  /** The shape of a grey image, of one channel. */
  public static ImageShape grey(int height, int width) {
    return new ImageShape(height, width, 1);
  }

  /** How many values an image has: height · width · channels. */
  public int size() {
    return height * width * channels;
  }

  /** The shape as it is written for people, {@code 28x28} or {@code 32x32x3}. */
  @Override
  public String toString() {
    return height + "x" + width + (channels == 1 ? "" : "x" + channels);
  }
}
