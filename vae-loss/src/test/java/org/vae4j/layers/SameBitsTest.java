package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training gives the same bits compiled or interpreted, with the Vector API or without, whatever
 * number of cores shares the work, and on every Java that is installed beside the one of the tests.
 */
@Tag("stress") // nine programs of some seconds each
class SameBitsTest {
  private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  @TempDir private Path folder;

  @Test
  void interpretedOrCompiledWithVectorsOrWithout() throws Exception {
    String digest = digest(JAVA, VECTORS);
    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(digest(JAVA, List.of())).as("without the Vector API").isEqualTo(digest);
    assertThat(digest(JAVA, vectorsAnd("-Xint"))).as("interpreted").isEqualTo(digest);
  }

  @Test
  void howeverManyCoresShareTheWork() throws Exception {
    String digest = digest(JAVA, vectorsAnd("-XX:ActiveProcessorCount=1"));
    for (int cores = 2; cores <= 3; cores++) {
      assertThat(digest(JAVA, vectorsAnd("-XX:ActiveProcessorCount=" + cores)))
          .as("%d cores", cores)
          .isEqualTo(digest);
    }
  }

  private static List<String> vectorsAnd(String option) {
    return Stream.concat(VECTORS.stream(), Stream.of(option)).toList();
  }

  @Test
  void onEveryJava() throws Exception {
    List<Path> others = otherJavas();
    assumeThat(others).as("Javas beside " + JAVA).isNotEmpty();
    String digest = digest(JAVA, VECTORS);
    for (Path java : others) {
      assertThat(digest(java, VECTORS)).as("%s, with the Vector API", java).isEqualTo(digest);
      assertThat(digest(java, List.of())).as("%s, without", java).isEqualTo(digest);
    }
  }

  /** Of Java 17 and later, in the folder where that of the tests is. */
  private static List<Path> otherJavas() throws IOException {
    Path ours = JAVA.toRealPath();
    List<Path> others = new ArrayList<>();
    try (Stream<Path> siblings = Files.list(ours.getParent()).sorted()) {
      for (Path java : siblings.filter(path -> !Files.isSymbolicLink(path)).toList()) {
        Path release = java.resolve("release");
        boolean whole = Files.isRegularFile(release) && Files.isExecutable(program(java));
        if (whole && !java.equals(ours) && feature(Files.readString(release)) >= 17) {
          others.add(java);
        }
      }
    }
    return others;
  }

  /** From a line such as {@code JAVA_VERSION="25.0.1"}. */
  private static int feature(String release) {
    return release
        .lines()
        .filter(line -> line.startsWith("JAVA_VERSION=\""))
        .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
        .mapToInt(version -> Runtime.Version.parse(version).feature())
        .findFirst()
        .orElse(0);
  }

  private static Path program(Path java) {
    return java.resolve("bin").resolve("java");
  }

  private String digest(Path java, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(program(java).toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TrainingDigest.class.getName());
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    // The order of a sum inside OpenBLAS is that of its threads; this is about ours.
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as("%s ends well:%n%s", command, Files.readString(errors))
        .isTrue();
    List<String> lines = Files.readAllLines(output);
    return lines.get(lines.size() - 1); // a logger may have written before
  }
}
