package org.vae4j.loss.cores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoresTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 1", "7, 1", "1000, 1", "1000, 300", "1000, 2000"})
  void computesEachPieceOnce(int count, int worthwhile) {
    AtomicIntegerArray times = new AtomicIntegerArray(Math.max(1, count));
    Cores.share(
        count,
        Cores.WORTHWHILE_NANOSECONDS / worthwhile,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            times.incrementAndGet(i);
          }
        });
    for (int i = 0; i < count; i++) {
      assertThat(times.get(i)).as("piece %d", i).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000, 1"})
  void passesOnWhatIsThrown(int count, int worthwhile) {
    assertThatThrownBy(
            () ->
                Cores.share(
                    count,
                    Cores.WORTHWHILE_NANOSECONDS / worthwhile,
                    (from, to) -> {
                      throw new IllegalStateException("piece " + to);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("piece");
  }

  private static final boolean SEVERAL = Runtime.getRuntime().availableProcessors() > 1;

  /** Two shares that meet: that takes two threads. */
  private static void meet() {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Cores.share(2, Cores.WORTHWHILE_NANOSECONDS, (from, to) -> await(barrier));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("the other share did not come", e);
    }
  }

  @Test
  void twoSharesAreComputedAtATime() {
    assumeThat(SEVERAL).isTrue();
    for (int time = 0; time < 100; time++) {
      meet();
    }
  }

  @Test
  void theOthersComeWhenTheyHaveFallenAsleep() throws Exception {
    assumeThat(SEVERAL).isTrue();
    for (int time = 0; time < 10; time++) {
      meet();
      Thread.sleep(20); // far longer than they wait awake
    }
  }

  @Test
  void anInterruptOrAFailureOfAnotherThreadDoesNotOutliveItsWork() throws Exception {
    assumeThat(SEVERAL).isTrue();
    CyclicBarrier both = new CyclicBarrier(2);
    assertThatThrownBy(
            () ->
                Cores.share(
                    2,
                    Cores.WORTHWHILE_NANOSECONDS,
                    (from, to) -> {
                      await(both);
                      if (Thread.currentThread().getName().equals("vae4j-core")) {
                        Thread.currentThread().interrupt();
                        CoresTest.<RuntimeException>rethrow(new IOException("checked"));
                      }
                    }))
        .isInstanceOf(IOException.class)
        .satisfies(
            failure -> assertThat(failure.getSuppressed()[0]).hasMessageContaining("shared"));
    Thread.sleep(20);
    meet();
    long before = idleNanoseconds();
    Thread.sleep(200);
    // A thread that could not sleep would have taken all of it.
    assertThat(idleNanoseconds() - before).isLessThan(TimeUnit.MILLISECONDS.toNanos(50));
  }

  /** Processor time of the other threads. */
  private static long idleNanoseconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("vae4j-core"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
        .sum();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void rethrow(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void aShareMayShare() {
    AtomicIntegerArray times = new AtomicIntegerArray(100);
    Cores.share(
        10,
        Cores.WORTHWHILE_NANOSECONDS,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int row = i;
            Cores.share(
                10,
                Cores.WORTHWHILE_NANOSECONDS,
                (start, end) -> {
                  for (int j = start; j < end; j++) {
                    times.incrementAndGet(10 * row + j);
                  }
                });
          }
        });
    for (int i = 0; i < times.length(); i++) {
      assertThat(times.get(i)).isEqualTo(1);
    }
  }

  @Test
  void severalThreadsMayShareAtATime() throws Exception {
    List<Thread> callers = new ArrayList<>();
    AtomicInteger sum = new AtomicInteger();
    for (int c = 0; c < 4; c++) {
      Thread caller =
          new Thread(
              () -> {
                for (int time = 0; time < 500; time++) {
                  Cores.share(
                      8, Cores.WORTHWHILE_NANOSECONDS, (from, to) -> sum.addAndGet(to - from));
                }
              });
      caller.start();
      callers.add(caller);
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(sum).hasValue(4 * 500 * 8);
  }

  /** Else a share could write into memory that its caller has given back. */
  @Test
  void returnsOnceAllSharesHaveEnded() {
    assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    AtomicBoolean ended = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                Cores.share(
                    2,
                    Cores.WORTHWHILE_NANOSECONDS,
                    (from, to) -> {
                      if (from == 0) {
                        throw new OutOfMemoryError("at once");
                      }
                      try {
                        Thread.sleep(200);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      ended.set(true);
                    }))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("at once");
    assertThat(ended).isTrue();
  }
}
