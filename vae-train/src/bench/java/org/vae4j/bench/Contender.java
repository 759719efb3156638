package org.vae4j.bench;

/** One way of training the same model on the same data. */
interface Contender {
  /** Trains for one pass over the data. */
  void epoch();
}
