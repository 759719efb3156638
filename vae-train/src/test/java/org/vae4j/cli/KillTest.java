package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.RunBits;
import org.vae4j.run.RunFolder;

/** {@code kill -9} at seeded moments: what is left can be read and resumed to the same bits. */
class KillTest {
  private static final Object[] SHORT = {
    "train",
    "--epochs",
    5,
    "--limit",
    250,
    "--validation-size",
    50,
    "--batch-size",
    32,
    "--hidden",
    24,
    "--latent",
    4,
    "--kl-warmup",
    2,
    "--lr-schedule",
    "plateau",
    "--lr-patience",
    1,
    "--checkpoint-every-steps",
    1
  };

  /** A run of DATA that ends by itself: the rate falls on plateaus until patience is at an end. */
  private static final Object[] OF_DATA = {
    "--epochs",
    60,
    "--patience",
    4,
    "--lr-schedule",
    "plateau",
    "--lr-patience",
    1,
    "--final-model",
    "best",
    "--learning-rate",
    0.03,
    "--batch-size",
    32,
    "--hidden",
    24,
    "--latent",
    3,
    "--checkpoint-every-steps",
    1
  };

  /** What a process that a signal ended exits with: 128 and the signal's number. */
  private static final int KILLED = 128 + 9;

  @TempDir private Path folder;

  @Test
  @Tag("stress")
  void endsInTheSameBitsFiftyTimes() throws Exception {
    killAndResume(50, SHORT);
  }

  @Test
  @Tag("stress")
  void aTableThatIsTrainedUntilItStopsFallingEndsInTheSameBits() throws Exception {
    killAndResume(10, all("train", table(), OF_DATA));
    requireAllOfItHappened();
  }

  @Test
  @Tag("stress")
  void countsUnderPoissonEndInTheSameBits() throws Exception {
    Object[] poisson = all("--columns", "size=left-out,kind=left-out", OF_DATA);
    killAndResume(4, all("train", table(), all("--likelihood", "poisson", poisson)));
    requireAllOfItHappened();
  }

  /** Else the runs are alike because they are simple. */
  private void requireAllOfItHappened() throws IOException {
    RunBits whole = RunBits.of(folder.resolve("whole"));
    assertThat(whole.column("learning_rate").stream().distinct()).hasSizeGreaterThan(1);
    assertThat(whole.epoch()).isLessThan(60);
    assertThat(whole.best()).hasSize(4).last().isNotEqualTo(whole.epoch());
  }

  /** Numbers, counts and a category that have to do with each other. */
  private Path table() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder rows = new StringBuilder("size,visits,orders,kind\n");
    for (int i = 0; i < 300; i++) {
      double size = random.nextDouble();
      int visits = (int) (5 + 200 * size * random.nextDouble());
      rows.append(
          "%.3f,%d,%d,%s%n"
              .formatted(size, visits, random.nextInt(1 + visits), size > 0.6 ? "large" : "small"));
    }
    return Files.writeString(folder.resolve("table.csv"), rows);
  }

  private static Object[] all(Object first, Object second, Object... rest) {
    return Stream.concat(Stream.of(first, second), Arrays.stream(rest)).toArray();
  }

  /**
   * So many runs, each killed once while it trains, every second one once more while it resumes,
   * and then resumed to its end.
   */
  private void killAndResume(int times, Object... training) throws Exception {
    Path whole = folder.resolve("whole");
    long span = millisecondsOf(whole, training);
    RunBits expected = RunBits.of(whole);
    SplittableRandom random = new SplittableRandom(times);
    int resumesKilled = 0;
    int zips = 0;
    for (int k = 0; k < times; k++) {
      Path run = folder.resolve("run-" + k);
      String moments = "kill %d of %d".formatted(k + 1, times);
      while (!isKilled(run, random.nextLong(span), withRunDir(run, training))) {
        deleteTree(run); // it ended before the moment came: draw another
      }
      zips += WholeCheckpoints.count(run.resolve("checkpoints"));
      if (k % 2 == 1 && isKilled(run, random.nextLong(span), "resume", run)) {
        resumesKilled++;
        zips += WholeCheckpoints.count(run.resolve("checkpoints"));
      }
      if (Files.exists(run.resolve("checkpoints/latest"))) {
        assertThat(RunFolder.open(run).at(RunFolder.LATEST).model().latentSize())
            .as(moments)
            .isEqualTo(RunFolder.open(whole).model().latentSize());
      }
      CommandRun resumed = CommandRun.of("resume", run);
      assertThat(resumed.exitCode()).as(moments + "\n" + resumed.err()).isZero();
      assertThat(RunBits.of(run)).as(moments).isEqualTo(expected);
    }
    System.out.printf(
        "%d runs and %d resumes killed: %d checkpoints, all whole%n", times, resumesKilled, zips);
    assertThat(zips).isPositive();
  }

  /** Whether the process was alive when it was killed, so long after its config was there. */
  private boolean isKilled(Path run, long milliseconds, Object... arguments) throws Exception {
    try (VaeProcess vae = VaeProcess.start(folder.resolve("err"), arguments)) {
      vae.awaitFile(run.resolve("config.yaml"));
      Thread.sleep(milliseconds);
      vae.signal("KILL");
      return vae.exitCode() == KILLED;
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    try (Stream<Path> entries = Files.walk(tree)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  /** How long a process takes from its config to its end: the moments to kill it lie there. */
  private long millisecondsOf(Path run, Object... training)
      throws IOException, InterruptedException {
    try (VaeProcess vae = VaeProcess.start(folder.resolve("err"), withRunDir(run, training))) {
      vae.awaitFile(run.resolve("config.yaml"));
      long start = System.nanoTime();
      assertThat(vae.exitCode()).as(vae.err()).isZero();
      return (System.nanoTime() - start) / 1_000_000;
    }
  }

  private static Object[] withRunDir(Path run, Object... training) {
    Object[] arguments = Arrays.copyOf(training, training.length + 2);
    arguments[training.length] = "--run-dir";
    arguments[training.length + 1] = run;
    return arguments;
  }
}
