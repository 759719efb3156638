package org.vae4j.datasets;

import java.util.Arrays;
import org.vae4j.random.RandomKey;

/**
 * A random choice of some of N examples, and the others. It depends on the key, N and the size of
 * the part alone; both keep the order of the examples.
 */
public final class RandomPart {
  private final int[] part;
  private final int[] rest;

  private RandomPart(int[] part, int[] rest) {
    this.part = part;
    this.rest = rest;
  }

  /**
   * Chooses.
   *
   * @param name what messages call the set
   * @param partSize how many to choose, 1 … N−1
   * @param key what the choice is drawn from
   * @throws IllegalArgumentException if nothing would be left of one of them
   */
  public static RandomPart of(String name, int count, int partSize, RandomKey key) {
    if (partSize < 1 || partSize >= count) {
      throw new IllegalArgumentException(
          "a part of " + name + " has 1 to " + (count - 1) + " examples, not " + partSize);
    }
    int[] order = key.permutation(count);
    int[] part = Arrays.copyOf(order, partSize);
    int[] rest = Arrays.copyOfRange(order, partSize, count);
    Arrays.sort(part);
    Arrays.sort(rest);
    return new RandomPart(part, rest);
  }

  /** The examples that were chosen: their indices, ascending, a copy. */
  public int[] part() {
    return part.clone();
  }

  /** The others, in the same way. */
  public int[] rest() {
    return rest.clone();
  }
}
