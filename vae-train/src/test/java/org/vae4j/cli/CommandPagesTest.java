package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.PagesTest;
import picocli.CommandLine;

/** The commands and options that the pages show are those that there are. */
class CommandPagesTest {
  private static final Pattern FENCE =
      Pattern.compile("^```\\w*\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  /** To the end of its line, or to a comment. */
  private static final Pattern COMMAND = Pattern.compile("\\./vae( [^#\n]*)?");

  /** A shell's word: quoted or plain. */
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** In code, as {@code `--option`} or {@code `./vae … --option …`}. */
  private static final Pattern OPTION = Pattern.compile("`[^`\n]*`");

  private static CommandLine vae() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return VaeCommand.commandLine(nowhere, nowhere);
  }

  static List<Path> pages() throws IOException {
    return PagesTest.pages().toList();
  }

  /** Parsed, not run: picocli refuses an option that there is not. */
  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandInAFenceIsOne(Path page) throws IOException {
    for (MatchResult fence : FENCE.matcher(Files.readString(page)).results().toList()) {
      for (MatchResult command : COMMAND.matcher(fence.group(1)).results().toList()) {
        String line = command.group();
        String[] words =
            WORD.matcher(line)
                .results()
                .skip(1)
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
        assertThatCode(() -> vae().parseArgs(words)).as(line).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void thePageOfCommandsHasEachOfThem() throws IOException {
    Pattern row = Pattern.compile("^\\| `\\./vae ([a-z]+)", Pattern.MULTILINE);
    assertThat(row.matcher(read("commands.md")).results().map(match -> match.group(1)))
        .hasSameElementsAs(vae().getSubcommands().keySet());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyOptionThatATextNamesIsOne(Path page) throws IOException {
    Set<String> options = new TreeSet<>();
    addOptions(vae(), options);
    String text = FENCE.matcher(Files.readString(page)).replaceAll("");
    for (MatchResult code : OPTION.matcher(text).results().toList()) {
      Pattern.compile("(?<![\\w-])--[a-z][a-z-]*")
          .matcher(code.group())
          .results()
          .map(MatchResult::group)
          .filter(option -> !option.equals("--add-modules")) // of Java
          .forEach(option -> assertThat(options).as(code.group()).contains(option));
    }
  }

  private static void addOptions(CommandLine command, Set<String> options) {
    options.addAll(command.getCommandSpec().optionsMap().keySet());
    command.getSubcommands().values().forEach(sub -> addOptions(sub, options));
  }

  private static String read(String page) throws IOException {
    return Files.readString(Path.of(System.getProperty("vae4j.root"), "docs", page));
  }
}
