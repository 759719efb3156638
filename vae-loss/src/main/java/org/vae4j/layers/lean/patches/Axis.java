package org.vae4j.layers.lean.patches;

/**
 * How a window slides along one side of an image. Tap t of the window at position p sees the place
 * p·stride − padding + t·dilation, which may lie outside.
 *
 * @param size places along the image
 * @param positions of the window
 * @param kernel taps of the window
 * @param padding places before the image that the first window reaches into
 */
public record Axis(int size, int positions, int kernel, int stride, int padding, int dilation) {
  public Axis {
    if (size < 1 || positions < 1) {
      throw new IllegalArgumentException(
          "expected an image and a window of at least one place and position, got %d and %d with kernel %d, stride %d, padding %d, dilation %d"
              .formatted(size, positions, kernel, stride, padding, dilation));
    }
  }

  int place(int position, int tap) {
    return position * stride - padding + tap * dilation;
  }

  boolean isInside(int position, int tap) {
    int place = place(position, tap);
    return place >= 0 && place < size;
  }
}
