package org.vae4j.layers.lean.patches;

/**
 * The patches of an image that a window sees: from an image {@code [H, W, C]}, channels last, to a
 * matrix {@code [P, K]} with a row for each position of the window and a column for each of the K =
 * kernelHeight · kernelWidth · C values that it sees there; and back, where each value is added to
 * the place it is seen at. The first is known as im2col, the second, its adjoint, as col2im.
 *
 * <p>With the channels last a row of the window is one stretch of the image, and is copied as such.
 */
public final class Patches {
  private final Axis vertical;
  private final Axis horizontal;
  private final int channels;
  private final Runs runs = new Runs();

  public Patches(Axis vertical, Axis horizontal, int channels) {
    this.vertical = vertical;
    this.horizontal = horizontal;
    this.channels = channels;
    for (int p = 0; p < vertical.positions(); p++) {
      for (int q = 0; q < horizontal.positions(); q++) {
        addRuns(p, q);
      }
    }
  }

  private void addRuns(int p, int q) {
    int patch = (p * horizontal.positions() + q) * size();
    for (int s = 0; s < vertical.kernel(); s++) {
      for (int t = 0; t < horizontal.kernel(); t++) {
        if (vertical.isInside(p, s) && horizontal.isInside(q, t)) {
          int pixel = vertical.place(p, s) * horizontal.size() + horizontal.place(q, t);
          int tap = s * horizontal.kernel() + t;
          runs.add(pixel * channels, patch + tap * channels, channels);
        }
      }
    }
  }

  public Axis vertical() {
    return vertical;
  }

  public Axis horizontal() {
    return horizontal;
  }

  /** P, how many there are. */
  int positions() {
    return vertical.positions() * horizontal.positions();
  }

  /** K, the values of one. */
  int size() {
    return vertical.kernel() * horizontal.kernel() * channels;
  }

  /** H · W · C. */
  int imageSize() {
    return vertical.size() * horizontal.size() * channels;
  }

  /**
   * Image to patches.
   *
   * @param patches where the window reaches outside it is left as it is: 0 from the start
   */
  void unfold(PlainArray image, PlainArray patches) {
    patches.gather(image, runs);
  }

  /** Adds patches to the image that they overlap in. */
  void fold(PlainArray patches, PlainArray image) {
    image.scatter(patches, runs);
  }
}
