package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.RunBits;

/** Ctrl-C and SIGTERM, sent to a real process. */
@DisabledOnOs(OS.WINDOWS)
@Tag("stress") // seconds of processes of their own
class SignalTest {
  private static final Object[] SHORT = {
    "train", "--epochs", 25, "--limit", 250, "--batch-size", 64, "--hidden", 24, "--latent", 4
  };

  @TempDir private Path folder;

  @Test
  void stopsAndCanBeResumedToTheSameBits() throws Exception {
    requireItStopsAndCanBeResumed("INT", 130);
  }

  @Test
  void stopsAtATerminationToo() throws Exception {
    requireItStopsAndCanBeResumed("TERM", 143);
  }

  private void requireItStopsAndCanBeResumed(String signal, int exitCode) throws Exception {
    Path whole = folder.resolve("whole");
    CommandRun.of(withRunDir(whole));
    Path run = folder.resolve("my run");
    try (VaeProcess vae = VaeProcess.start(folder.resolve("err"), withRunDir(run))) {
      vae.awaitFile(run.resolve("checkpoints/latest"));
      vae.signal(signal);
      assertThat(vae.exitCode()).as(vae.err()).isEqualTo(exitCode);
      assertThat(vae.err())
          .contains("vae: stopped; to go on from here: ./vae resume '" + run + "'");
    }
    assertThat(run.resolve("summary.json")).doesNotExist();

    CommandRun resumed = CommandRun.of("resume", run);
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).endsWith(run + "\n");
    assertThat(RunBits.of(run)).isEqualTo(RunBits.of(whole));

    CommandRun again = CommandRun.of("resume", run);
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("the run is finished after 25 epochs");
  }

  @Test
  void theSecondStopsAtOnce() throws Exception {
    Path run = folder.resolve("run");
    Object[] arguments = withRunDir(run);
    try (VaeProcess vae = VaeProcess.start(folder.resolve("err"), arguments)) {
      vae.awaitFile(run.resolve("metrics.csv"));
      // A pipe that nobody reads: the process waits in it for ever.
      pipe(run.resolve("images/samples.png"));
      vae.awaitMessage("epoch 25/25");
      vae.signal("INT");
      vae.awaitMessage("once more stops at once");
      assertThat(vae.isAlive()).isTrue();
      vae.signal("INT");
      assertThat(vae.exitCode()).isEqualTo(130);
    }
    Files.delete(run.resolve("images/samples.png"));
    assertThat(CommandRun.of("resume", run).exitCode()).isZero();
    assertThat(run.resolve("summary.json")).isNotEmptyFile();
  }

  /** What comes after the last step goes on to its end, and then the run is complete. */
  @Test
  void aRunThatIsCompletedInSpiteOfASignalIsASuccess() throws Exception {
    Path run = folder.resolve("run");
    try (VaeProcess vae = VaeProcess.start(folder.resolve("err"), withRunDir(run))) {
      vae.awaitFile(run.resolve("metrics.csv"));
      Path samples = run.resolve("images/samples.png");
      pipe(samples);
      vae.awaitMessage("epoch 25/25");
      vae.signal("INT");
      vae.awaitMessage("once more stops at once");
      Files.readAllBytes(samples);
      assertThat(vae.exitCode()).as(vae.err()).isZero();
      assertThat(vae.err()).doesNotContain("to go on");
    }
    assertThat(run.resolve("summary.json")).isNotEmptyFile();
  }

  /** The data comes from a pipe into which nobody writes. */
  @Test
  void tellsHowToGoOnWhileItLoads() throws Exception {
    Path data = folder.resolve("images.idx");
    pipe(data);
    Path run = folder.resolve("run");
    Object[] training = {
      "train", "--dataset", "idx", "--train-images", data, "--test-images", data, "--run-dir", run
    };
    try (VaeProcess vae = VaeProcess.start(folder.resolve("err"), training)) {
      vae.awaitMessage("idx, 10 epochs");
      vae.signal("INT");
      assertThat(vae.exitCode()).isEqualTo(130);
      assertThat(vae.err()).contains("vae: stopped before the run began");
    }

    CommandRun.of("train", "--epochs", 1, "--limit", 64, "--hidden", 8, "--run-dir", run);
    Files.delete(run.resolve("summary.json"));
    try (var checkpoints = Files.list(run.resolve("checkpoints"))) {
      for (Path checkpoint : checkpoints.toList()) {
        Files.delete(checkpoint);
      }
    }
    Path config = run.resolve("config.yaml");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("dataset: digits", "dataset: idx")
            .replaceAll("(train|test)-images: null", "$1-images: " + data)
            .replace("limit: 64", "limit: null"));
    try (VaeProcess vae = VaeProcess.start(folder.resolve("err"), "resume", run)) {
      vae.awaitMessage("1 epoch in all");
      vae.signal("TERM");
      assertThat(vae.exitCode()).isEqualTo(143);
      assertThat(vae.err()).contains("vae: stopped; to go on from here: ./vae resume " + run);
    }
  }

  private static void pipe(Path path) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }

  private static Object[] withRunDir(Path run) {
    Object[] arguments = Arrays.copyOf(SHORT, SHORT.length + 2);
    arguments[SHORT.length] = "--run-dir";
    arguments[SHORT.length + 1] = run;
    return arguments;
  }
}
