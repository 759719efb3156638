package org.vae4j.loss.cores;

import java.util.concurrent.TimeUnit;

/**
 * Waiting awake: at first without leaving the core, then so that every thread that has work to do
 * goes before.
 */
final class Patience {
  /** As long as a thread stays on its core whoever else wants it. */
  private static final long STAYING = TimeUnit.MICROSECONDS.toNanos(5);

  private final long begin = System.nanoTime();

  /** Waits a moment. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing but speed depends on the scheduler
  void waitAwake() {
    if (hasLasted(STAYING)) {
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
  }

  boolean hasLasted(long nanoseconds) {
    return System.nanoTime() - begin > nanoseconds;
  }
}
