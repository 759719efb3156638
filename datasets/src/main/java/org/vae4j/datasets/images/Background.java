package org.vae4j.datasets.images;

/** What shows through where an image is transparent. */
public enum Background {
  BLACK(0),
  WHITE(1);

  private final int light;

  Background(int light) {
    this.light = light;
  }

  /** A level laid over it; {@code opaque} is the highest of both. */
  int under(int level, int alpha, int opaque) {
    long through = (long) light * opaque * (opaque - alpha);
    return (int) (((long) level * alpha + through + opaque / 2) / opaque);
  }
}
