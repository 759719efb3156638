package org.vae4j.loss;

import java.util.stream.IntStream;

/**
 * The cores of the machine, among which work of many like pieces is shared. Who computes which
 * piece never shows in a result if each piece depends on itself alone.
 */
public final class Cores {
  private Cores() {}

  /** Consecutive pieces. */
  @FunctionalInterface
  public interface Share {
    /** Computes pieces {@code from} to {@code to - 1}. */
    void compute(int from, int to);
  }

  /**
   * Computes pieces 0 to {@code count - 1}, each in one share, and returns when all are done.
   *
   * @param worthwhile so many pieces at least are worth another core
   */
  public static void share(int count, int worthwhile, Share share) {
    int shares = Math.min(count / worthwhile, Runtime.getRuntime().availableProcessors());
    if (shares <= 1) {
      share.compute(0, count);
      return;
    }
    IntStream.range(0, shares)
        .parallel()
        .forEach(k -> share.compute(start(k, shares, count), start(k + 1, shares, count)));
  }

  private static int start(int share, int shares, int count) {
    return (int) ((long) count * share / shares);
  }
}
