package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.terminal.Failures;

/** Data near the size of the heap: 600 MiB here, of which two thirds can hold what stays. */
@Tag("stress") // seconds of processes of their own
class MemoryTest {
  @TempDir private Path folder;

  /** An npy file of zeros, most of which no disk holds. */
  private Path zeros(boolean fortran, int rows, int columns) throws IOException {
    Path file = folder.resolve("zeros.npy");
    String header =
        "{'descr': '|u1', 'fortran_order': %s, 'shape': (%d, %d), }"
            .formatted(fortran ? "True" : "False", rows, columns);
    header += " ".repeat(117 - header.length()) + "\n";
    try (RandomAccessFile stored = new RandomAccessFile(file.toFile(), "rw")) {
      stored.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
      stored.write(header.getBytes(StandardCharsets.US_ASCII));
      stored.setLength(128 + (long) rows * columns);
    }
    return file;
  }

  private VaeProcess training(Path file) throws IOException {
    return VaeProcess.start(
        folder.resolve("err"),
        "train",
        "--dataset=npy",
        "--train-images=" + file,
        "--test-size=10",
        "--limit=10",
        "--epochs=1",
        "--hidden=4",
        "--latent=1",
        "--quiet",
        "--run-dir=" + folder.resolve("run"));
  }

  @Test
  void whatFitsIntoNoPartOfTheHeapIsToldBeforeItIsRead() throws IOException, InterruptedException {
    Path file = zeros(false, 600_000, 784);
    try (VaeProcess training = training(file)) {
      assertThat(training.exitCode()).isEqualTo(2);
      assertThat(training.err())
          .containsPattern(
              "zeros.npy: expected what fits into the [0-9]+ MiB of memory left, found 449 MiB"
                  + " \\(VAE_JAVA_OPTS=-Xmx4g gives more\\)\n")
          .doesNotContain("out of memory");
    }
  }

  /** It is turned on the way, without a second copy. */
  @Test
  void fortranOrderTakesNoMoreThanTheOther() throws IOException, InterruptedException {
    Path file = zeros(true, 300_000, 784);
    try (VaeProcess training = training(file)) {
      assertThat(training.exitCode()).as(Files.readString(folder.resolve("err"))).isZero();
    }
  }

  @Test
  void debugShowsWhereMemoryRanOut() {
    for (boolean debug : new boolean[] {false, true}) {
      StringWriter err = new StringWriter();
      assertThat(
              Failures.outOfMemory(new OutOfMemoryError("heap"), new PrintWriter(err, true), debug))
          .isEqualTo(1);
      assertThat(err.toString())
          .startsWith("vae: out of memory: heap (VAE_JAVA_OPTS=-Xmx4g gives more)\n");
      assertThat(err.toString().contains("at org.vae4j.cli.MemoryTest")).isEqualTo(debug);
    }
  }
}
