package org.vae4j;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few kB, where one can be mounted; elsewhere the test is skipped. */
public record SmallDisk(Path path) implements AutoCloseable {
  public static SmallDisk mount(Path path, int kilobytes) throws IOException {
    Files.createDirectory(path);
    String size = "size=%dk".formatted(kilobytes);
    assumeTrue(
        runs("mount", "-t", "tmpfs", "-o", size, "tmpfs", path.toString()),
        "this user cannot mount a tmpfs");
    return new SmallDisk(path);
  }

  @Override
  public void close() throws IOException {
    runs("umount", path.toString());
  }

  private static boolean runs(String... command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return false; // no such program here
    }
    process.getInputStream().readAllBytes();
    return process.onExit().join().exitValue() == 0;
  }
}
