package org.vae4j.bench;

import java.io.Closeable;
import java.io.IOException;

/** One way of training the same model on the same data. */
interface Contender extends Closeable {
  /** As in the table and the JSON. */
  String name();

  /** Trains for one pass over the data. */
  void epoch();

  /** Lets go of what it holds. */
  @Override
  default void close() throws IOException {}
}
