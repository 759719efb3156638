package org.vae4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.preprocess.Binarisation;
import org.vae4j.datasets.preprocess.Draws;
import org.vae4j.random.RandomKey;

/** Batches made ahead by a thread. A hang fails: each test has a limit far above what it takes. */
@Timeout(60)
@Tag("stress") // many seconds
class PrefetchTest {
  private static final int EXAMPLES = 23;
  private static final ImageShape SHAPE = ImageShape.grey(2, 3);

  private static Dataset images() {
    byte[] pixels = new byte[EXAMPLES * SHAPE.size()];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    return Dataset.unlabelled("grey", SHAPE, pixels);
  }

  /** Calls something for each example that is read. */
  private static Dataset watched(Runnable each) {
    return images()
        .then(
            (given, result, epoch, row) -> {
              each.run();
              System.arraycopy(given, 0, result, 0, given.length);
            });
  }

  private static DatasetIterator.Builder ahead(Dataset data, int batchSize) {
    return new DatasetIterator.Builder(data, batchSize).prefetch(true);
  }

  /**
   * Whatever is asked for, in whatever order, the bits are those of an iterator without a thread.
   */
  @ParameterizedTest
  @CsvSource({
    "1, true, FLOAT",
    "4, true, FLOAT",
    "4, false, FLOAT",
    "23, true, FLOAT",
    "4, true, DOUBLE",
    "5, false, DOUBLE",
    "100, true, FLOAT"
  })
  void batchesAreTheSame(int batchSize, boolean reuse, DataType type) {
    Dataset data = images().then(new Binarisation(Draws.everyEpoch(RandomKey.of(3))));
    DatasetIterator plain =
        new DatasetIterator.Builder(data, batchSize)
            .shuffle(7)
            .dataType(type)
            .reuseArrays(reuse)
            .build();
    DatasetIterator prefetched =
        ahead(data, batchSize).shuffle(7).dataType(type).reuseArrays(reuse).build();
    SplittableRandom random = new SplittableRandom(batchSize);
    for (int i = 0; i < 400; i++) {
      int action = random.nextInt(12);
      int where = random.nextInt(plain.batches() + 1);
      int epoch = random.nextInt(3);
      int size = 1 + random.nextInt(plain.batch());
      for (DatasetIterator batches : new DatasetIterator[] {plain, prefetched}) {
        switch (action) {
          case 0 -> batches.seek(where);
          case 1 -> batches.setEpoch(epoch);
          case 2 -> batches.reset();
          default -> {}
        }
      }
      assertThat(prefetched.hasNext()).isEqualTo(plain.hasNext());
      assertThat(prefetched.epoch()).isEqualTo(plain.epoch());
      if (plain.hasNext()) {
        boolean sized = action == 3;
        INDArray expected = (sized ? plain.next(size) : plain.next()).getFeatures();
        INDArray found = (sized ? prefetched.next(size) : prefetched.next()).getFeatures();
        assertThat(found.dataType()).isEqualTo(type);
        assertThat(found.toDoubleMatrix()).isDeepEqualTo(expected.toDoubleMatrix());
      }
    }
  }

  /** By the time that the next batch is read, the caller's is as it was. */
  @Test
  void theBatchInHandIsLeftAlone() throws InterruptedException {
    CountDownLatch twoBatches = new CountDownLatch(8);
    DatasetIterator batches = ahead(watched(twoBatches::countDown), 4).reuseArrays(true).build();
    INDArray first = batches.next().getFeatures();
    float[][] values = first.toFloatMatrix();
    assertThat(twoBatches.await(30, TimeUnit.SECONDS)).isTrue();
    INDArray second = batches.next().getFeatures();
    assertThat(second).isNotSameAs(first);
    batches.seek(0);
    assertThat(batches.next().getFeatures().toFloatMatrix()).isDeepEqualTo(values);
    assertThat(batches.asyncSupported()).isFalse();
  }

  @Test
  void oneDaemonThreadReadsOneBatchAhead() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    AtomicInteger read = new AtomicInteger();
    DatasetIterator batches =
        ahead(
                watched(
                    () -> {
                      threads.add(Thread.currentThread());
                      read.incrementAndGet();
                    }),
                4)
            .build();
    assertThat(read).hasValue(0);
    for (int k = 1; batches.hasNext(); k++) {
      batches.next();
      assertThat(read.get()).isBetween(Math.min(EXAMPLES, 4 * k), Math.min(EXAMPLES, 4 * (k + 1)));
    }
    assertThat(read).hasValue(EXAMPLES);
    threads.remove(Thread.currentThread());
    assertThat(threads).singleElement().matches(Thread::isDaemon);
    // It ends without being told to, 5 s after its last work.
    threads.iterator().next().join(TimeUnit.SECONDS.toMillis(30));
    assertThat(threads.iterator().next().isAlive()).isFalse();
    batches.reset();
    assertThat(batches.next().getFeatures().size(0)).isEqualTo(4);
    assertThat(batches.next().getFeatures().size(0)).isEqualTo(4);
  }

  @Test
  void aFaultArrivesWithItsBatchAndEachTime() {
    Dataset data =
        images()
            .then(
                (given, result, epoch, row) -> {
                  if (row == 9) {
                    throw BadDataException.of("row 9", "no fault", "one");
                  }
                  if (row == 17) {
                    throw new StackOverflowError("row 17");
                  }
                });
    DatasetIterator batches = ahead(data, 4).build();
    batches.next();
    batches.next();
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(BadDataException.class)
          .isThrownBy(batches::next)
          .withMessage("row 9: expected no fault, found one");
    }
    batches.seek(3);
    batches.next();
    assertThatExceptionOfType(StackOverflowError.class).isThrownBy(batches::next);
    // A fault that nobody asks for is none.
    batches.seek(1);
    batches.next();
    batches.seek(5);
    assertThat(batches.next().getFeatures().size(0)).isEqualTo(3);
    assertThat(batches.hasNext()).isFalse();
  }

  @Test
  void anInterruptIsKeptAndNoBatchIsLost() {
    DatasetIterator batches = ahead(images(), 4).build();
    DatasetIterator plain = new DatasetIterator.Builder(images(), 4).build();
    while (plain.hasNext()) {
      Thread.currentThread().interrupt();
      float[][] found = batches.next().getFeatures().toFloatMatrix();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(found).isDeepEqualTo(plain.next().getFeatures().toFloatMatrix());
    }
    assertThat(batches.hasNext()).isFalse();
  }
}
