package org.vae4j.datasets.images;

/** What becomes of images that are damaged, or of a format that is not read. */
public enum Unreadable {
  /** They are an error that names the file. */
  REFUSE,
  /** They are left out, and named in a warning. */
  SKIP
}
