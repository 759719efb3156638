package org.vae4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ShellWordTest {
  @Test
  void leavesPlainWordsAlone() {
    assertThat(ShellWord.of(Path.of("runs/mnist-20260101-120000_a.b")))
        .isEqualTo("runs/mnist-20260101-120000_a.b");
  }

  /** What a real shell makes of it. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isTheSameWordToAShell() throws IOException {
    for (String word : new String[] {"my runs/first", "it's", "$HOME `id` \"x\" \\ *", "ä", ""}) {
      Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(word)).start();
      assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(word);
    }
  }
}
