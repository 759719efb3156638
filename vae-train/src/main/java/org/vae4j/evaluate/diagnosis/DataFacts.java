package org.vae4j.evaluate.diagnosis;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vae4j.datasets.Dataset;

/**
 * What the data are like by themselves.
 *
 * @param trainExamples how many there are to learn from
 * @param sharedShare which share of the test examples is also in train, bit for bit
 * @param distinctShare which share of the train examples differ
 * @param structure how many standard deviations the features are more dependent on each other than
 *     independent ones would seem; infinite for images
 * @param copies columns that say the same as another one: "b = a"
 * @param piledUp a column of numbers many of which are on one bound, in words
 */
public record DataFacts(
    int trainExamples,
    double sharedShare,
    double distinctShare,
    double structure,
    List<String> copies,
    Optional<String> piledUp) {
  /** Beyond it, chance is no explanation. */
  private static final double BY_CHANCE = 6;

  public DataFacts {
    copies = List.copyOf(copies);
  }

  /** From this share of equal values on, they are piled up. */
  private static final double PILE = 0.15;

  private static final int FEW_VALUES = 10;

  /**
   * Looks at the parts of a data set.
   *
   * @param images whether the examples are images
   */
  public static DataFacts of(Dataset train, Dataset test, boolean images) {
    Set<ByteBuffer> known = new HashSet<>();
    for (int n = 0; n < train.size(); n++) {
      known.add(ByteBuffer.wrap(train.bytes(n)));
    }
    int shared = 0;
    for (int n = 0; n < test.size(); n++) {
      shared += known.contains(ByteBuffer.wrap(test.bytes(n))) ? 1 : 0;
    }
    Optional<Dependence> pairs = images ? Optional.empty() : Optional.of(Dependence.of(train));
    return new DataFacts(
        train.size(),
        (double) shared / test.size(),
        (double) known.size() / train.size(),
        pairs.map(Dependence::structure).orElse(Double.POSITIVE_INFINITY),
        train.columns().isEmpty() ? List.of() : pairs.map(Dependence::copies).orElse(List.of()),
        piledUp(train));
  }

  private static Optional<String> piledUp(Dataset train) {
    for (int j = 0; j < train.columns().size(); j++) {
      if (!train.columns().get(j).isContinuous()) {
        continue;
      }
      Map<Float, Integer> counts = new HashMap<>();
      for (int n = 0; n < train.size(); n++) {
        counts.merge(train.value(n, j), 1, Integer::sum);
      }
      counts.remove(Float.NaN);
      for (float bound :
          new float[] {Collections.min(counts.keySet()), Collections.max(counts.keySet())}) {
        double share = (double) counts.get(bound) / train.size();
        if (share > PILE && counts.size() > FEW_VALUES) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "%.0f %% of column '%s' are %s, its bound: a density has no such heaps",
                  100 * share,
                  train.columns().get(j).name(),
                  bound));
        }
      }
    }
    return Optional.empty();
  }

  boolean hasStructure() {
    return structure > BY_CHANCE;
  }
}
