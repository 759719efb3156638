package org.vae4j.datasets;

import java.util.Arrays;
import java.util.stream.IntStream;
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

  /**
   * Chooses groups of examples, whole ones.
   *
   * @param name what messages call the set
   * @param group of each example, from 0
   * @param partSize how many examples to choose, 1 … N−1; fewer if groups do not fit in, and the
   *     smallest group if none does
   * @param key what the choice is drawn from
   * @throws IllegalArgumentException if nothing would be left of one of them
   */
  public static RandomPart ofGroups(String name, int[] group, int partSize, RandomKey key) {
    RandomPart single = of(name, group.length, partSize, key);
    int[] sizes = new int[group.length];
    Arrays.stream(group).forEach(g -> sizes[g]++);
    boolean[] seen = new boolean[group.length];
    boolean[] chosen = new boolean[group.length];
    int count = 0;
    for (int example : key.permutation(group.length)) {
      int g = group[example];
      if (!seen[g] && count + sizes[g] <= partSize) {
        chosen[g] = true;
        count += sizes[g];
      }
      seen[g] = true;
    }
    if (count == 0) {
      int groups = (int) Arrays.stream(sizes).filter(size -> size > 0).count();
      if (groups == 1) {
        return single;
      }
      chosen[smallest(sizes)] = true;
    }
    return new RandomPart(
        IntStream.range(0, group.length).filter(i -> chosen[group[i]]).toArray(),
        IntStream.range(0, group.length).filter(i -> !chosen[group[i]]).toArray());
  }

  private static int smallest(int[] sizes) {
    return IntStream.range(0, sizes.length)
        .filter(g -> sizes[g] > 0)
        .reduce((g, other) -> sizes[other] < sizes[g] ? other : g)
        .orElseThrow();
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
