package org.vae4j.datasets.images;

/** Which way up a photograph is taken to be. */
public enum Orientation {
  /** As its pixels are stored. */
  STORED,
  /** As the camera noted in the EXIF data of a JPEG. */
  EXIF
}
