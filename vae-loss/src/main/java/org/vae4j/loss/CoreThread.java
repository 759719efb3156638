package org.vae4j.loss;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread for another core. It waits awake for a while for the next work, then sleeps; it is a
 * daemon, which ends with the program.
 */
final class CoreThread {
  /** Longer than what lies between two products of a step. */
  private static final long AWAKE = TimeUnit.MICROSECONDS.toNanos(300);

  private final AtomicReference<SharedWork> offered = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "vae4j-core");
  private volatile boolean sleeps;

  CoreThread() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes part in the work soon, if there is something left of it then. */
  void offer(SharedWork work) {
    offered.set(work);
    if (sleeps) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (true) {
      next().compute();
    }
  }

  private SharedWork next() {
    Patience patience = new Patience();
    SharedWork work = offered.getAndSet(null);
    while (work == null) {
      if (patience.hasLasted(AWAKE)) {
        sleep();
      } else {
        patience.waitAwake();
      }
      work = offered.getAndSet(null);
    }
    return work;
  }

  private void sleep() {
    sleeps = true;
    while (offered.get() == null) {
      LockSupport.park(this);
    }
    sleeps = false;
  }
}
