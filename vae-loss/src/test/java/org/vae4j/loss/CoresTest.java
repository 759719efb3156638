package org.vae4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.concurrent.atomic.AtomicBoolean;
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
        worthwhile,
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
                    worthwhile,
                    (from, to) -> {
                      throw new IllegalStateException("piece " + to);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("piece");
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
                    1,
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
