package org.vae4j.bench;

import java.util.List;

/**
 * What is trained.
 *
 * @param conv the convolutions, else the MLP
 * @param examples of an epoch
 */
record Task(boolean conv, int examples, int batchSize) {
  static Task of(List<String> words) {
    return new Task(
        Boolean.parseBoolean(words.get(0)),
        Integer.parseInt(words.get(1)),
        Integer.parseInt(words.get(2)));
  }

  /** The inverse of {@link #of}. */
  List<String> words() {
    return List.of(
        Boolean.toString(conv), Integer.toString(examples), Integer.toString(batchSize));
  }

  String title() {
    return (conv ? "conv, batch " : "batch ") + batchSize;
  }
}
