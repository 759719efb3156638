package org.vae4j.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.datasets.Dataset;

/**
 * What is trained.
 *
 * @param conv the convolutions, else the MLP
 * @param examples of an epoch; beyond the size of the data they are repeated
 * @param hidden width of the MLP's hidden layers
 */
record Task(boolean conv, int examples, int batchSize, int hidden, int latent) {
  static Task mlp(int examples, int batchSize) {
    return new Task(false, examples, batchSize, Model.HIDDEN, Model.LATENT);
  }

  static Task conv(int examples, int batchSize) {
    return new Task(true, examples, batchSize, Model.HIDDEN, Model.LATENT);
  }

  /** 784-400-20-400-784 with other widths. */
  Task with(int otherHidden, int otherLatent) {
    return new Task(conv, examples, batchSize, otherHidden, otherLatent);
  }

  static Task of(List<String> words) {
    return new Task(
        Boolean.parseBoolean(words.get(0)),
        Integer.parseInt(words.get(1)),
        Integer.parseInt(words.get(2)),
        Integer.parseInt(words.get(3)),
        Integer.parseInt(words.get(4)));
  }

  /** The inverse of {@link #of}. */
  List<String> words() {
    return List.of(
        Boolean.toString(conv),
        Integer.toString(examples),
        Integer.toString(batchSize),
        Integer.toString(hidden),
        Integer.toString(latent));
  }

  String title() {
    return (conv ? "conv, batch " : "batch ") + batchSize;
  }

  Dataset examplesOf(Dataset data) {
    return examples <= data.size()
        ? data.take(examples)
        : data.select(IntStream.range(0, examples).map(i -> i % data.size()).toArray());
  }
}
