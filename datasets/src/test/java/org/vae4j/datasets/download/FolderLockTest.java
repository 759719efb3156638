package org.vae4j.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir private Path folder;

  @Test
  void nothingStaysInTheFolder() throws IOException {
    String done =
        FolderLock.holding(
            folder,
            () -> {
              assertThat(folder).isDirectoryContaining("glob:**" + FolderLock.NAME);
              return "done";
            });
    assertThat(done).isEqualTo("done");
    assertThat(folder).isEmptyDirectory();
    assertThatIOException()
        .isThrownBy(
            () ->
                FolderLock.holding(
                    folder,
                    () -> {
                      throw new IOException("broken off");
                    }));
    assertThat(folder).isEmptyDirectory();
  }

  /** What a process sees that opened the file and waited until its holder had deleted it. */
  @Test
  void whoWaitedSeesThatTheFileIsGone() throws IOException {
    Path file = folder.resolve(FolderLock.NAME);
    FileChannel[] waiting = new FileChannel[1];
    FolderLock.holding(folder, () -> waiting[0] = FileChannel.open(file, StandardOpenOption.READ));
    try (FileChannel left = waiting[0]) {
      assertThat(left.size()).isEqualTo(1);
    }
  }
}
