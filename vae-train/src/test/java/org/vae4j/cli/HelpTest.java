package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code --help} prints. */
class HelpTest {
  @TempDir private Path folder;

  /** Prints the help of every command; a program, as picocli warns on the stderr it began with. */
  public static void main(String[] none) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    commands().forEach(words -> VaeCommand.commandLine(out, err).execute(words.split(" ", -1)));
  }

  /** Every command there is, as the words that ask for its help. */
  static Stream<String> commands() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return Stream.concat(
        Stream.of("--help"), commands("", VaeCommand.commandLine(nowhere, nowhere)));
  }

  private static Stream<String> commands(String before, CommandLine command) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            sub ->
                Stream.concat(
                    Stream.of(before + sub.getKey() + " --help"),
                    commands(before + sub.getKey() + " ", sub.getValue())));
  }

  @Test
  void nothingGoesToStderr() throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HelpTest.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(err)).isEmpty();
    assertThat(Files.readString(out)).contains("Usage: vae train", "Usage: vae datasets fetch");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void percentSignsAreSingle(String words) {
    CommandRun help = CommandRun.of((Object[]) words.split(" ", -1));
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).startsWith("Usage: vae").doesNotContain("%%");
  }

  /** Sorted by name, an option has other neighbours than those it was written beside. */
  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "resume", "report"})
  void eachOptionIsExplainedByItself(String command) {
    assertThat(CommandRun.of(command, "--help").out().replaceAll("\\s+", " "))
        .doesNotContain("as in train", "the next")
        .contains("--train-labels=FILE where the labels of its training data lie now (idx, npy)")
        .contains("--test-images=FILE where its test data lie now");
  }

  @Test
  void resumeOffersNoOtherData() {
    assertThat(CommandRun.of("resume", "--help").out().replaceAll("\\s+", " "))
        .contains("the run's own data, if they have moved (others are refused)")
        .doesNotContain("or others of the same shape");
    assertThat(CommandRun.of("score", "--help").out().replaceAll("\\s+", " "))
        .contains("or others of the same shape");
  }
}
