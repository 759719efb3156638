package org.vae4j.loss.cores;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Work cut into shares, which whoever is free takes one by one. */
final class SharedWork {
  private final int count;
  private final int shares;
  private final Cores.Share share;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  /** Kept, not thrown: the caller's memory must stay until all shares have ended. */
  private final Throwable[] failures;

  /**
   * Work upon pieces 0 to {@code count - 1}.
   *
   * @param shares at most {@code count}
   */
  SharedWork(int count, int shares, Cores.Share share) {
    this.count = count;
    this.shares = shares;
    this.share = share;
    failures = new Throwable[shares];
  }

  /** Computes shares until all are taken; throws nothing. */
  void compute() {
    for (int k = taken.getAndIncrement(); k < shares; k = taken.getAndIncrement()) {
      try {
        share.compute(start(k), start(k + 1));
      } catch (Throwable failure) { // whatever it is, the caller waits for this share to end
        failures[k] = failure;
      } finally {
        ended.incrementAndGet();
      }
    }
  }

  /**
   * Returns when all shares have ended.
   *
   * @throws RuntimeException or an error: what the first share to fail has thrown, by its pieces;
   *     with where the work came from, for it may have failed in another thread
   */
  void awaitEnd() {
    Patience patience = new Patience();
    while (ended.get() < shares) {
      patience.waitAwake();
    }
    Stream.of(failures)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            first -> {
              first.addSuppressed(new Throwable("the work was shared here"));
              SharedWork.<RuntimeException>rethrow(first);
            });
  }

  /** As it is: a share written in another language may throw a checked exception. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void rethrow(Throwable failure) throws E {
    throw (E) failure;
  }

  private int start(int k) {
    return (int) ((long) count * k / shares);
  }
}
