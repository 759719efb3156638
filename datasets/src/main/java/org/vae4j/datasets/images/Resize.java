package org.vae4j.datasets.images;

/** How an image of another size is made to fit. */
public enum Resize {
  /** It is not: another size is an error. */
  NONE,
  /** Both sides are scaled, whatever becomes of the proportions. */
  STRETCH,
  /** Scaled to fit inside, black around it. */
  FIT,
  /** Scaled to cover, and what stands out is cut off on both sides. */
  CROP
}
