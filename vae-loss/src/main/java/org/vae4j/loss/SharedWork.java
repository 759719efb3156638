package org.vae4j.loss;

import java.util.concurrent.atomic.AtomicInteger;

/** Work cut into shares, which whoever is free takes one by one. */
final class SharedWork {
  private final int count;
  private final int shares;
  private final Cores.Share share;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  /** Kept, not thrown: the caller's memory must stay until all shares have ended. */
  private final Failure[] failures;

  /**
   * Work upon pieces 0 to {@code count - 1}.
   *
   * @param shares at most {@code count}
   */
  SharedWork(int count, int shares, Cores.Share share) {
    this.count = count;
    this.shares = shares;
    this.share = share;
    failures = new Failure[shares];
  }

  /** Computes shares until all are taken. */
  void compute() {
    for (int k = taken.getAndIncrement(); k < shares; k = taken.getAndIncrement()) {
      int from = start(k);
      int to = start(k + 1);
      failures[k] = Failure.of(() -> share.compute(from, to));
      ended.incrementAndGet();
    }
  }

  /** Returns when all shares have ended; throws what the first to fail has thrown. */
  void awaitEnd() {
    Patience patience = new Patience();
    while (ended.get() < shares) {
      patience.waitAwake();
    }
    for (Failure failure : failures) {
      failure.rethrow();
    }
  }

  private int start(int k) {
    return (int) ((long) count * k / shares);
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
}
