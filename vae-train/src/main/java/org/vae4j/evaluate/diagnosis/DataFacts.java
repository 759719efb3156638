package org.vae4j.evaluate.diagnosis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
 *     independent ones would seem; infinite for images, NaN for a single feature
 * @param copies columns that say the same as an earlier one
 * @param piledUp columns of numbers many of which are on one bound, those of the greatest share
 *     first
 */
public record DataFacts(
    int trainExamples,
    double sharedShare,
    double distinctShare,
    double structure,
    List<Copy> copies,
    List<Pile> piledUp) {
  /** Beyond it, chance is no explanation. */
  private static final double BY_CHANCE = 6;

  /** Keeps copies. */
  public DataFacts {
    copies = List.copyOf(copies);
    piledUp = List.copyOf(piledUp);
  }

  /**
   * A column that says the same as another.
   *
   * @param name of the column
   * @param of which one it is the copy
   */
  public record Copy(String name, String of) {}

  /**
   * Equal values at a bound of a column.
   *
   * @param column by name
   * @param share of all values
   * @param lowest whether it is the lowest value, and not the highest
   */
  public record Pile(String column, double share, boolean lowest) {}

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

  private static List<Pile> piledUp(Dataset train) {
    List<Pile> piles = new ArrayList<>();
    for (int j = 0; j < train.columns().size(); j++) {
      if (!train.columns().get(j).isContinuous()) {
        continue;
      }
      Map<Float, Integer> counts = new HashMap<>();
      for (int n = 0; n < train.size(); n++) {
        counts.merge(train.value(n, j), 1, Integer::sum);
      }
      counts.remove(Float.NaN);
      if (counts.size() <= FEW_VALUES) {
        continue;
      }
      double atLowest = (double) counts.get(Collections.min(counts.keySet())) / train.size();
      double atHighest = (double) counts.get(Collections.max(counts.keySet())) / train.size();
      double share = Math.max(atLowest, atHighest);
      if (share > PILE) {
        piles.add(new Pile(train.columns().get(j).name(), share, atLowest == share));
      }
    }
    piles.sort(Comparator.comparingDouble(Pile::share).reversed());
    return piles;
  }

  boolean hasStructure() {
    return structure > BY_CHANCE;
  }
}
