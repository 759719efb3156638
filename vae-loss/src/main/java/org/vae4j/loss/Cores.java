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
   * Computes pieces 0 to {@code count - 1}, each in one share, and returns when all shares have
   * ended. What the first share to fail has thrown is thrown then, the first by its pieces.
   *
   * @param worthwhile so many pieces at least are worth another core
   */
  public static void share(int count, int worthwhile, Share share) {
    int shares = Math.min(count / worthwhile, Runtime.getRuntime().availableProcessors());
    if (shares <= 1) {
      share.compute(0, count);
      return;
    }
    // Kept, not thrown: a parallel stream that fails can return while others still compute.
    Failure[] failures = new Failure[shares];
    IntStream.range(0, shares)
        .parallel()
        .forEach(
            k ->
                failures[k] =
                    Failure.of(
                        () -> share.compute(start(k, shares, count), start(k + 1, shares, count))));
    for (Failure failure : failures) {
      failure.rethrow();
    }
  }

  /** What a share has thrown, or null for both. */
  private record Failure(RuntimeException exception, Error error) {
    static Failure of(Runnable share) {
      try {
        share.run();
        return new Failure(null, null);
      } catch (RuntimeException e) {
        return new Failure(e, null);
      } catch (Error e) {
        return new Failure(null, e);
      }
    }

    void rethrow() {
      if (exception != null) {
        throw exception;
      }
      if (error != null) {
        throw error;
      }
    }
  }

  private static int start(int share, int shares, int count) {
    return (int) ((long) count * share / shares);
  }
}
