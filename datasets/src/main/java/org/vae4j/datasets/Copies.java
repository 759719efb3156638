package org.vae4j.datasets;

/** What becomes of exact copies of an example when a set is split. */
public enum Copies {
  /** Each goes its own way, and a model may be tested on what it was trained on. */
  APART,
  /** All go to one side. */
  TOGETHER
}
