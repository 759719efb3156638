package org.vae4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.SmallDisk;
import org.vae4j.SmallVae;

class WholeFileTest {
  @TempDir private Path folder;

  @Test
  void replacesAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");
    WholeFile.write(file, out -> out.write("after".getBytes(StandardCharsets.UTF_8)));
    assertThat(file).hasContent("after");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  /** The disk is full after k bytes, whichever k it is. */
  @Test
  void leavesTheOldFileWholeWhenTheDiskIsFull() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");
    int cases = 0;
    for (int space : new int[] {0, 1, 100, 10_000}) {
      assertThatThrownBy(
              () ->
                  WholeFile.write(
                      file,
                      out -> {
                        out.write(new byte[space]);
                        throw new IOException("No space left on device");
                      }))
          .isInstanceOf(FileSystemException.class)
          .hasMessage(
              file
                  + ": expected to write it, found: No space left on device"
                  + " (what was there before is whole)");
      assertThat(file).hasContent("before");
      assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
      cases++;
    }
    System.out.printf("%d writes without space: refused%n", cases);
  }

  @Test
  void linksStay() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    Path linkToLink = Files.createSymbolicLink(folder.resolve("link-to-link"), link);
    WholeFile.write(linkToLink, "after");
    assertThat(target).hasContent("after").isRegularFile();
    assertThat(link).isSymbolicLink();
    assertThat(linkToLink).isSymbolicLink();
    Files.delete(target);
    WholeFile.write(link, "new");
    assertThat(target).hasContent("new");
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertThatThrownBy(() -> WholeFile.write(loop, "x"))
        .isInstanceOf(FileSystemLoopException.class)
        .hasMessage(loop.toString());
  }

  /** A pipe of the shell's, which a reader waits at; replaced, it would be a file. */
  @Test
  void writesIntoAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    WholeFile.write(pipe, "through the pipe");
    assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("through the pipe");
    assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
  }

  @Test
  void namesThePlaceThatWasAskedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");
    Path missing = folder.resolve("missing/file");
    Path behindFile = file.resolve("file");
    assertRefused(folder, "a file to write, found a folder");
    assertRefused(missing, "a folder to write it in, found none");
    assertRefused(behindFile, "a folder to write it in, found a file");
    // one more byte than a name may have, once it is marked as unfinished
    Path long255 = folder.resolve("x".repeat(255));
    assertThatThrownBy(() -> WholeFile.write(long255, "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith(long255 + ": expected to write it, found: ");
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> WholeFile.write(file, "x"))
        .isInstanceOf(BadTargetException.class)
        .hasMessage(file + ": expected " + message);
  }

  @Test
  void givesAFileASecondName() throws IOException {
    Path file = Files.writeString(folder.resolve("epoch-0001.zip"), "one");
    Path best = Files.writeString(folder.resolve("best.zip"), "older");
    WholeFile.alias(file, best);
    WholeFile.alias(file, best); // again, which a rename onto the same file would not do
    assertThat(best).hasContent("one");
    WholeFile.write(file, out -> out.write('2'));
    assertThat(best).hasContent("one");
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactlyInAnyOrder(file, best);
    }
  }

  /** A real file system without space, where one can be mounted: 64 kB for 40 checkpoints. */
  @Test
  void checkpointsSurviveAFullDisk() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64)) {
      Checkpoints checkpoints = new Checkpoints(disk.path().resolve("checkpoints"));
      Checkpoint checkpoint =
          new Checkpoint(SmallVae.untrained(1), new ObjectMapper().createObjectNode());
      int written = 0;
      FileSystemException refusal = null;
      while (refusal == null && written < 40) {
        try {
          checkpoints.save(checkpoint, Position.endOf(written + 1), false);
          written++;
        } catch (FileSystemException e) {
          refusal = e;
        }
      }
      assertThat(refusal).hasMessageContaining("epoch-%04d.zip".formatted(written + 1));
      assertThat(refusal).hasMessageContaining("No space left on device");
      assertThat(written).isPositive();
      assertThat(checkpoints.latest())
          .contains(checkpoints.folder().resolve("epoch-%04d.zip".formatted(written)));
      assertThat(checkpoints.newestWhole()).isEqualTo(checkpoints.latest());
      assertThat(checkpoints.folder())
          .isDirectoryNotContaining(path -> path.toString().endsWith(".unfinished"));
      System.out.printf("disk full after %d checkpoints: all of them whole%n", written);
    }
  }
}
