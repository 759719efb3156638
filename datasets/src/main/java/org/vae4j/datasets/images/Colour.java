package org.vae4j.datasets.images;

/** What pixels are turned into. */
public enum Colour {
  /** One channel; colours by their luma, (299 R + 587 G + 114 B) / 1000 (ITU-R BT.601). */
  GREY(1),
  /** Red, green, blue. */
  RGB(3);

  private final int channels;

  Colour(int channels) {
    this.channels = channels;
  }

  /** How many values a pixel has: 1 or 3. */
  public int channels() {
    return channels;
  }
}
