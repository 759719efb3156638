package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.vae4j.checkpoint.CheckpointReader;

/** The zips of a folder, each inspected: one that is not whole fails the test. */
final class WholeCheckpoints {
  private WholeCheckpoints() {}

  static int count(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    List<Path> zips;
    try (Stream<Path> files = Files.list(folder)) {
      zips = files.filter(file -> file.toString().endsWith(".zip")).toList();
    }
    for (Path zip : zips) {
      if (!zip.getFileName().toString().startsWith(".")) {
        CheckpointReader.standard().inspect(zip);
      }
    }
    return zips.size();
  }
}
