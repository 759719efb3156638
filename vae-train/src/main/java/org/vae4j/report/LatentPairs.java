package org.vae4j.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.evaluate.Posteriors;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.refusal.BadInputException;

/**
 * Ends to interpolate between, a row a pair.
 *
 * @param from {@code [N, L]}
 * @param to {@code [N, L]}
 */
public record LatentPairs(INDArray from, INDArray to) {
  private static final int BATCH = 500;

  /**
   * Two examples: the means of their posteriors.
   *
   * @throws BadInputException if there is no such example
   */
  public static LatentPairs ofExamples(Vae vae, Dataset part, int from, int to) {
    requireExample("--examples", part, from);
    requireExample("--examples", part, to);
    INDArray means = means(vae, part.select(from, to));
    return new LatentPairs(rows(means, 0), rows(means, 1));
  }

  /**
   * Refuses an example that is not there.
   *
   * @throws BadInputException if it is below 0 or beyond the last
   */
  static void requireExample(String option, Dataset part, int example) {
    if (example < 0 || example >= part.size()) {
      throw new BadInputException(
          "%s: expected 0 to %d of %s, got %d"
              .formatted(option, part.size() - 1, part.name(), example));
    }
  }

  /** So many pairs of examples, drawn by the seed. */
  public static LatentPairs drawn(Vae vae, Dataset part, int count, long seed) {
    int[] order = RandomKey.of(seed).with("interpolation").permutation(part.size());
    int pairs = Math.max(1, Math.min(count, part.size() / 2));
    // A part of one example is a pair with itself.
    int[] chosen = IntStream.range(0, 2 * pairs).map(i -> order[i % order.length]).toArray();
    INDArray means = means(vae, part.select(chosen));
    return new LatentPairs(
        rows(means, IntStream.range(0, pairs).map(i -> 2 * i).toArray()),
        rows(means, IntStream.range(0, pairs).map(i -> 2 * i + 1).toArray()));
  }

  /**
   * Two classes: the means of the posteriors, averaged over the examples of each.
   *
   * @throws BadInputException if the data has no such class
   */
  public static LatentPairs ofClasses(Vae vae, Dataset part, String from, String to) {
    return new LatentPairs(meanOfClass(vae, part, from), meanOfClass(vae, part, to));
  }

  private static INDArray meanOfClass(Vae vae, Dataset part, String name) {
    if (!part.hasLabels()) {
      throw new BadInputException("--classes: expected data with labels, got " + part.name());
    }
    int[] labels = part.labels();
    int label = part.classNames().indexOf(name);
    int[] members = IntStream.range(0, part.size()).filter(i -> labels[i] == label).toArray();
    if (members.length == 0) {
      List<String> present =
          Arrays.stream(labels).distinct().sorted().mapToObj(part.classNames()::get).toList();
      throw new BadInputException(
          "--classes: expected two of %s, got '%s'".formatted(String.join(", ", present), name));
    }
    return means(vae, part.select(members)).mean(true, 0);
  }

  private static INDArray means(Vae vae, Dataset part) {
    return Posteriors.of(vae, new DatasetIterator.Builder(part, BATCH).build()).means();
  }

  private static INDArray rows(INDArray matrix, int... rows) {
    return Nd4j.pullRows(matrix, 1, rows);
  }
}
