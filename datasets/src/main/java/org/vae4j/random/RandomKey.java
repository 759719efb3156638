package org.vae4j.random;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The name of a random draw: a seed and the path that leads from it to the draw.
 *
 * <p>Randomness here is keyed, not carried along. Every draw is a pure function of the seed, its
 * purpose, and the epoch, step or example that it is for:
 *
 * <pre>{@code
 * RandomKey.of(seed).with("shuffle").with(epoch).permutation(examples)
 * }</pre>
 *
 * <p>So there is no generator state to save and restore, a thread that works ahead cannot change a
 * result, and a run that was cut into pieces gives the same bits as a run in one piece. A key and
 * all that is derived from it are the same on every machine and JDK.
 *
 * <p>Children are derived with the SplitMix64 finaliser (Steele, Lea and Flood, "Fast Splittable
 * Pseudorandom Number Generators", 2014, in Stafford's variant 13). The order of the path matters,
 * and a number never collides with a text by construction. Not for cryptography.
 *
 * @param state the 64 mixed bits that stand for the path so far
 */
public record RandomKey(long state) {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final long NUMBER = 0xd1342543de82ef95L;
  private static final long TEXT = 0xaef17502108ef2d9L;

  /**
   * The root key of a seed: the key that all draws of this seed descend from. Every seed is as good
   * as any other, 0 included.
   */
  public static RandomKey of(long seed) {
    return new RandomKey(mix(seed + GOLDEN_GAMMA));
  }

  /**
   * The child key for a purpose.
   *
   * @param purpose what is drawn, such as {@code "shuffle"}
   */
  public RandomKey with(String purpose) {
    long hash = TEXT;
    for (byte unit : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = mix(hash ^ (unit & 0xff)) + GOLDEN_GAMMA;
    }
    return child(hash);
  }

  /**
   * The child key for a number.
   *
   * @param index the epoch, step or example that is drawn for
   */
  public RandomKey with(long index) {
    return child(mix(index ^ NUMBER));
  }

  /**
   * The key as a seed for a generator made elsewhere, such as ND4J's: a seed that is never 0, which
   * ND4J would take to mean "seed from the clock".
   */
  public long seed() {
    return state == 0 ? GOLDEN_GAMMA : state;
  }

  /**
   * A new generator at the start of this key's stream: owned by the caller. Its {@code nextLong()}
   * gives the same bits on every JDK; how the bounded and floating-point draws use those bits is up
   * to the JDK, so results that must not differ are built from {@code nextLong()} alone.
   */
  public SplittableRandom generator() {
    return new SplittableRandom(seed());
  }

  /**
   * A random order of the first {@code n} whole numbers, each order equally likely up to the 64
   * bits of the key: a new array that holds 0 … n−1.
   *
   * @param n how many, 0 or more
   * @throws IllegalArgumentException if n is negative
   */
  public int[] permutation(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("a permutation needs 0 or more elements, not " + n);
    }
    SplittableRandom generator = generator();
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(i + 1, generator);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * An unbiased draw from 0 … bound−1: the few values of 2³¹ that would favour some are redrawn.
   */
  private static int below(int bound, SplittableRandom generator) {
    while (true) {
      long bits = generator.nextLong() >>> 33;
      long draw = bits % bound;
      if (bits - draw + bound <= 1L << 31) {
        return (int) draw;
      }
    }
  }

  private RandomKey child(long hash) {
    return new RandomKey(mix(Long.rotateLeft(state, 23) * GOLDEN_GAMMA + hash));
  }

  private static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
