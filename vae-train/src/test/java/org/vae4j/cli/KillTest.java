package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
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

  @TempDir private Path folder;

  @Test
  void endsInTheSameBits() throws Exception {
    assertThat(killed(4)).isPositive();
  }

  @Test
  @Tag("stress")
  void endsInTheSameBitsFiftyTimes() throws Exception {
    // A moment may lie behind the end where the machine has become faster meanwhile: a few.
    assertThat(killed(50)).isGreaterThan(25);
  }

  /** Runs, kills and resumes so many times; how many were still running when they were killed. */
  private int killed(int times) throws Exception {
    Path whole = folder.resolve("whole");
    long span = millisecondsOf(whole);
    RunBits expected = RunBits.of(whole);
    SplittableRandom random = new SplittableRandom(times);
    int killed = 0;
    for (int k = 0; k < times; k++) {
      Path run = folder.resolve("run-" + k);
      long moment = random.nextLong(span);
      try (VaeProcess vae = VaeProcess.start(folder.resolve("err"), withRunDir(run))) {
        vae.awaitFile(run.resolve("config.yaml"));
        Thread.sleep(moment);
        killed += vae.isAlive() ? 1 : 0;
        vae.signal("KILL");
        vae.exitCode();
      }
      String moments = "kill %d of %d, after %d ms".formatted(k + 1, times, moment);
      if (Files.exists(run.resolve("checkpoints/latest"))) {
        assertThat(RunFolder.open(run).model().latentSize()).as(moments).isEqualTo(4);
      }
      CommandRun resumed = CommandRun.of("resume", run);
      assertThat(resumed.exitCode()).as(moments + "\n" + resumed.err()).isZero();
      assertThat(RunBits.of(run)).as(moments).isEqualTo(expected);
    }
    return killed;
  }

  /** How long a process takes from its config to its end: the moments to kill it lie there. */
  private long millisecondsOf(Path run) throws IOException, InterruptedException {
    try (VaeProcess vae = VaeProcess.start(folder.resolve("err"), withRunDir(run))) {
      vae.awaitFile(run.resolve("config.yaml"));
      long start = System.nanoTime();
      assertThat(vae.exitCode()).as(vae.err()).isZero();
      return (System.nanoTime() - start) / 1_000_000;
    }
  }

  private static Object[] withRunDir(Path run) {
    Object[] arguments = Arrays.copyOf(SHORT, SHORT.length + 2);
    arguments[SHORT.length] = "--run-dir";
    arguments[SHORT.length + 1] = run;
    return arguments;
  }
}
