package org.vae4j.loss.cores;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread for another core, started when there is work for it for the first time. It waits awake
 * for a while for the next, then sleeps; it is a daemon, which ends with the program.
 */
final class CoreThread {
  /** Longer than what lies between two products of a step. */
  private static final long AWAKE = TimeUnit.MICROSECONDS.toNanos(300);

  private final AtomicReference<SharedWork> offered = new AtomicReference<>();
  private final Thread thread = new Thread(null, this::run, "vae4j-core", 0, false);
  private boolean started;
  private volatile boolean sleeps;

  CoreThread() {
    thread.setDaemon(true);
    // It outlives whoever happens to share work first, such as an application in a server.
    thread.setContextClassLoader(null);
  }

  /** Takes part in the work soon, if there is something left of it then. One caller at a time. */
  void offer(SharedWork work) {
    offered.set(work);
    if (!started) {
      started = true;
      start();
    } else if (sleeps) {
      LockSupport.unpark(thread);
    }
  }

  /** Where the system gives no thread the caller computes all shares, as for one that is late. */
  private void start() {
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      offered.set(null);
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
      Thread.interrupted(); // while that is set nobody can sleep
    }
    sleeps = false;
  }
}
