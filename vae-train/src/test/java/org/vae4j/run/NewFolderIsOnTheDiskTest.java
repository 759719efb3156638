package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system is asked for, as strace tells; skips where it cannot look. */
class NewFolderIsOnTheDiskTest {
  @TempDir private Path folder;

  /** What is started under strace. */
  static final class Making {
    private Making() {}

    public static void main(String[] paths) throws IOException {
      RunFolder.create(Path.of(paths[0]), false);
    }
  }

  @Test
  void theFoldersThatHoldItAreForced() throws IOException, InterruptedException {
    Path trace = folder.resolve("trace");
    Path run = folder.resolve("runs/of-today/run");
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "strace",
                  "-f",
                  "-y",
                  "-e",
                  "trace=fsync",
                  "-o",
                  trace.toString(),
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Making.class.getName(),
                  run.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "no strace: " + e.getMessage());
      return;
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(process.waitFor() == 0 || Files.isDirectory(run), "strace: " + printed);
    assertThat(run).isDirectory();
    String real = folder.toRealPath().toString();
    assertThat(Files.readString(trace))
        .contains("<%s>".formatted(real))
        .contains("<%s/runs>".formatted(real))
        .contains("<%s/runs/of-today>".formatted(real));
  }
}
