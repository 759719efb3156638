package org.vae4j.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.download.DownloadListener;

class DownloadsTest {
  private static final long MIB = 1 << 20;

  private static String heard(boolean quiet, long done, long total) {
    StringWriter err = new StringWriter();
    DownloadListener progress = Downloads.progress(new PrintWriter(err, true), quiet);
    progress.started("images.gz", done, total);
    progress.arrived("images.gz", done + 1, total);
    progress.finished("images.gz");
    return err.toString().strip();
  }

  @Test
  void aLineAFile() {
    assertThat(heard(false, 0, 9 * MIB)).isEqualTo("downloading images.gz (9.0 MiB)");
    assertThat(heard(false, 0, DownloadListener.UNKNOWN)).isEqualTo("downloading images.gz");
  }

  @Test
  void whatIsHereAlreadyIsSaid() {
    assertThat(heard(false, 3 * MIB, 9 * MIB))
        .isEqualTo("downloading images.gz (9.0 MiB), 3.0 MiB of it here already");
  }

  @Test
  void quietIsSilent() {
    assertThat(heard(true, 0, MIB)).isEmpty();
  }
}
