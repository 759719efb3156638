package org.vae4j.checkpoint;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which checkpoints stay when a new one has been written: those of the last epochs, those of every
 * Nth one, and the new one itself. (The best stays as {@code best.zip}.)
 *
 * @param last how many epochs' ends, counted back from the new one, at least 1
 * @param every each epoch divisible by this stays too; 0 for none
 */
public record Retention(int last, int every) {
  /** Every epoch's end stays. */
  public static final Retention ALL = new Retention(Integer.MAX_VALUE, 0);

  /**
   * A rule.
   *
   * @throws IllegalArgumentException if {@code last} is below 1 or {@code every} below 0
   */
  public Retention {
    if (last < 1 || every < 0) {
      throw new IllegalArgumentException(
          "expected to keep at least 1 and every 0 or more, got %d and %d".formatted(last, every));
    }
  }

  /**
   * What goes: a position inside an epoch once there is a newer one, an epoch's end that is neither
   * among the last nor divisible, and whatever lies ahead of the new one, which the run left when
   * it went back.
   *
   * @param saved the new one
   */
  Set<Position> superseded(Collection<Position> all, Position saved) {
    List<Position> ends =
        all.stream()
            .filter(position -> position.isEnd() && position.compareTo(saved) <= 0)
            .sorted(Comparator.reverseOrder())
            .toList();
    Set<Position> gone = new LinkedHashSet<>(all);
    gone.remove(saved);
    for (int k = 0; k < ends.size(); k++) {
      Position end = ends.get(k);
      if (k < last || (every > 0 && end.epoch() % every == 0)) {
        gone.remove(end);
      }
    }
    return gone;
  }
}
