package org.vae4j.loss.cores;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The cores of the machine, among which work of many like pieces is shared. Who computes which
 * piece never shows in a result if each piece depends on itself alone.
 *
 * <p>The threads wait awake for a while, see {@link CoreThread}: a training step has a dozen
 * products of half a millisecond, and to wake a thread that sleeps takes a tenth of one.
 */
public final class Cores {
  /** So much work is worth waking another core. */
  static final double WORTHWHILE_NANOSECONDS = 20_000;

  private static final List<CoreThread> OTHERS =
      Stream.generate(CoreThread::new)
          .limit(Runtime.getRuntime().availableProcessors() - 1L)
          .toList();

  private static final AtomicBoolean BUSY = new AtomicBoolean();

  private Cores() {}

  /** Consecutive pieces. */
  @FunctionalInterface
  public interface Share {
    /** Computes pieces {@code from} to {@code to - 1}. */
    void compute(int from, int to);
  }

  /**
   * Computes pieces 0 to {@code count - 1}, each in one share, and returns when all shares have
   * ended. What the first share to fail has thrown is thrown then, the first by its pieces. If the
   * other cores are at the work of another thread, or the system gives no threads, the caller
   * computes all.
   *
   * @param nanoseconds what a piece takes one core, about
   */
  public static void share(int count, double nanoseconds, Share share) {
    double worthwhile = count * nanoseconds / WORTHWHILE_NANOSECONDS;
    int shares = (int) Math.min(Math.min(count, worthwhile), OTHERS.size() + 1);
    if (shares <= 1 || !BUSY.compareAndSet(false, true)) {
      share.compute(0, count);
      return;
    }
    try {
      SharedWork work = new SharedWork(count, shares, share);
      for (CoreThread other : OTHERS.subList(0, shares - 1)) {
        other.offer(work);
      }
      work.compute();
      work.awaitEnd();
    } finally {
      BUSY.set(false);
    }
  }
}
