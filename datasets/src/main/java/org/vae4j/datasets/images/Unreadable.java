package org.vae4j.datasets.images;

/** What becomes of files that are no images, or damaged ones. */
public enum Unreadable {
  /** They are an error that names the file. */
  REFUSE,
  /** They are left out, and counted in a warning. */
  SKIP
}
