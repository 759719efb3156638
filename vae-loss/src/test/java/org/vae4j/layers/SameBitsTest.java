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
 * Training gives the same bits compiled or interpreted, whatever the width of the vectors and the
 * number of cores that share the work, and on every Java that is installed beside the one of the
 * tests. Without the Vector API the products are ND4J's; all else has the same bits then too.
 */
@Tag("stress") // a dozen programs of some seconds each
class SameBitsTest {
  private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  @TempDir private Path folder;

  /** What {@link TrainingDigest} prints. */
  private record Digests(String dense, String convolutions, String withoutProducts) {}

  /** So many that the compiler takes them up. */
  private static final List<String> STEPS = List.of("4", "128");

  /** So few that a vector operation may take a microsecond, as it does interpreted. */
  private static final List<String> FEW_STEPS = List.of("1", "8");

  @Test
  void withVectorsOrWithout() throws Exception {
    Digests digests = digests(JAVA, VECTORS);
    assertThat(digests.dense()).matches("[0-9a-f]{64}");
    assertThat(digests.convolutions()).matches("[0-9a-f]{64}");
    assertThat(digests.withoutProducts()).matches("[0-9a-f]{64}");
    assertThat(digests(JAVA, List.of()).withoutProducts())
        .as("without the Vector API")
        .isEqualTo(digests.withoutProducts());
  }

  @Test
  void interpreted() throws Exception {
    assertThat(digests(JAVA, vectorsAnd("-Xint"), FEW_STEPS))
        .isEqualTo(digests(JAVA, VECTORS, FEW_STEPS));
  }

  @Test
  void withNarrowerVectors() throws Exception {
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    assertThat(digests(JAVA, vectorsAnd("-XX:UseAVX=2"))).isEqualTo(digests(JAVA, VECTORS));
  }

  @Test
  void howeverManyCoresShareTheWork() throws Exception {
    Digests digests = digests(JAVA, vectorsAnd("-XX:ActiveProcessorCount=1"));
    for (int cores = 2; cores <= 3; cores++) {
      assertThat(digests(JAVA, vectorsAnd("-XX:ActiveProcessorCount=" + cores)))
          .as("%d cores", cores)
          .isEqualTo(digests);
    }
  }

  private static List<String> vectorsAnd(String option) {
    return Stream.concat(VECTORS.stream(), Stream.of(option)).toList();
  }

  @Test
  void onEveryJava() throws Exception {
    List<Path> others = otherJavas();
    assumeThat(others).as("Javas beside " + JAVA).isNotEmpty();
    Digests digests = digests(JAVA, VECTORS);
    for (Path java : others) {
      assertThat(digests(java, VECTORS)).as("%s, with the Vector API", java).isEqualTo(digests);
      assertThat(digests(java, List.of()).withoutProducts())
          .as("%s, without", java)
          .isEqualTo(digests.withoutProducts());
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

  private Digests digests(Path java, List<String> options) throws Exception {
    return digests(java, options, STEPS);
  }

  private Digests digests(Path java, List<String> options, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(program(java).toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TrainingDigest.class.getName());
    command.addAll(arguments);
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    // The order of a sum inside ND4J is that of its threads; this is about ours.
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as("%s %s ends well:%n%s", java, options, Files.readString(errors))
        .isTrue();
    List<String> lines = Files.readAllLines(output);
    // A logger may have written before.
    List<String> last = lines.subList(lines.size() - 3, lines.size());
    return new Digests(last.get(0), last.get(1), last.get(2));
  }
}
