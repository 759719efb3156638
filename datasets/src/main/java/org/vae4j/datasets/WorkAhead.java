package org.vae4j.datasets;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One piece of work done ahead by a thread of its own, and at most one. The thread is a daemon and
 * ends when it has had nothing to do for a while, so there is nothing to close. Whatever the piece
 * gives or throws reaches who asks for it; an interrupt of the asking thread is kept for later,
 * since the piece ends by itself. For one asking thread at a time.
 *
 * @param <T> what the work gives
 */
final class WorkAhead<T> {
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor thread;
  private Optional<Future<T>> begun = Optional.empty();

  WorkAhead(String threadName) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread worker = new Thread(work, threadName);
              worker.setDaemon(true);
              return worker;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  /** Has a piece of work done, the one before being over. */
  void begin(Callable<T> work) {
    if (begun.isPresent()) {
      throw new IllegalStateException("the work before is not taken yet");
    }
    begun = Optional.of(thread.submit(work));
  }

  /** Whether a piece was begun that nobody has taken. */
  boolean isBegun() {
    return begun.isPresent();
  }

  /** What the work gives, once it is done; what it throws is thrown here. */
  T take() {
    try {
      return end();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits until nothing is being done, and forgets what came of it. */
  void discard() {
    if (begun.isPresent()) {
      try {
        end();
      } catch (ExecutionException e) {
        // Of work that nobody wants any more: it fails again where it is wanted.
      }
    }
  }

  private T end() throws ExecutionException {
    Future<T> work = begun.orElseThrow();
    begun = Optional.empty();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
