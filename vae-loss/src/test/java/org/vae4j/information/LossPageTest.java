package org.vae4j.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs docs/loss.md as a worksheet, from top to bottom. Java in fences is executed; three marks say
 * that a number is the value of an expression, rounded to the decimals that are printed:
 *
 * <pre>
 * expression   // = number            in a fence
 * `expression` = number               in the text
 * | `expression` | number |           in a table; further expressions may stand before the number
 * </pre>
 */
class LossPageTest {

  private static final Path ROOT = root();
  private static final Path PAGE = ROOT.resolve("docs/loss.md");

  private static final String NUMBER = "(-?\\d+\\.\\d+)";
  private static final Pattern IN_FENCE = Pattern.compile("(.*?)\\s*// = " + NUMBER);
  private static final Pattern IN_TEXT =
      Pattern.compile("((?:`[^`]+`\\s*[=|]\\s*)+)" + NUMBER + "\\b");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK =
      Pattern.compile("\\[(?:`([\\w.]+)`|[^\\]`]*)\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  /** The page has the twenty-eight numbers that it had when it was written, or more. */
  private static final int FEWEST_NUMBERS = 28;

  @Test
  void everyNumberIsComputed() {
    Worksheet worksheet = new Worksheet();
    try (JShell shell = shell()) {
      worksheet.run(shell, read());
    }
    assertThat(worksheet.numbers).hasSizeGreaterThanOrEqualTo(FEWEST_NUMBERS);
    // What is quoted again in running text must be among what was computed.
    Matcher quoted = Pattern.compile("(?<![\\d.])-?\\d+\\.\\d{4,}").matcher(read());
    assertThat(quoted.results().map(MatchResult::group)).isSubsetOf(worksheet.numbers);
  }

  static Stream<MatchResult> links() {
    return LINK.matcher(read()).results();
  }

  @Test
  void thePageHasLinks() {
    assertThat(links()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("links")
  void everyLinkLeadsToAFileThatHasTheNamedMethod(MatchResult link) throws IOException {
    Path target = PAGE.resolveSibling(link.group(2)).normalize();
    assertThat(target).exists();
    if (link.group(1) != null) {
      String[] name = link.group(1).split("\\.", -1);
      assertThat(target.getFileName()).hasToString(name[0] + ".java");
      if (name.length > 1) {
        assertThat(Files.readString(target))
            .containsPattern("(?m)^  (?:public |static |default |double ).*\\b" + name[1] + "\\(");
      }
    }
  }

  /** The page as it is executed: the state of one shell, and the numbers that were confirmed. */
  private static final class Worksheet {
    private final List<String> numbers = new ArrayList<>();

    void run(JShell shell, String page) {
      // What is for another shell is not executed.
      String executed = page.replaceAll("(?ms)^```sh$.*?^```$", "");
      String[] parts = executed.split("(?m)^```(?:java)?$", -1);
      for (int i = 0; i < parts.length; i++) {
        if (i % 2 == 1) {
          runFence(shell, parts[i]);
        } else {
          runText(shell, parts[i]);
        }
      }
    }

    private void runFence(JShell shell, String code) {
      StringBuilder statements = new StringBuilder();
      for (String line : code.lines().toList()) {
        Matcher mark = IN_FENCE.matcher(line);
        if (mark.matches()) {
          execute(shell, statements.toString());
          statements.setLength(0);
          confirm(shell, mark.group(1), mark.group(2));
        } else {
          statements.append(line).append('\n');
        }
      }
      execute(shell, statements.toString());
    }

    private void runText(JShell shell, String text) {
      IN_TEXT
          .matcher(text)
          .results()
          .forEach(
              mark ->
                  CODE.matcher(mark.group(1))
                      .results()
                      .forEach(code -> confirm(shell, code.group(1), mark.group(2))));
    }

    private void confirm(JShell shell, String expression, String printed) {
      int decimals = printed.length() - printed.indexOf('.') - 1;
      // Half a unit of the last printed decimal, and the rounding of that half.
      double half = 0.5 * Math.pow(10, -decimals) + 1e-15;
      assertThat(Double.parseDouble(evaluate(shell, expression)))
          .as(expression)
          .isCloseTo(Double.parseDouble(printed), within(half));
      numbers.add(printed);
    }
  }

  private static void execute(JShell shell, String code) {
    String rest = code;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      assertThat(next.completeness().isComplete()).as(rest).isTrue();
      evaluate(shell, next.source());
      rest = next.remaining();
    }
  }

  private static String evaluate(JShell shell, String source) {
    List<SnippetEvent> events = shell.eval(source);
    SnippetEvent event = events.get(events.size() - 1);
    assertThat(shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)))
        .as(source)
        .isEmpty();
    assertThat(event.exception()).as(source).isNull();
    return event.value();
  }

  private static JShell shell() {
    JShell shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(
        location(DiscreteDistribution.class) + File.pathSeparator + location(FastMath.class));
    return shell;
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    String given = System.getProperty("vae4j.root", "");
    if (!given.isEmpty() && !given.startsWith("${")) {
      return Path.of(given);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null
        && !(Files.isDirectory(folder.resolve("docs"))
            && Files.exists(folder.resolve("pom.xml")))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no folder with docs and pom.xml above the working folder");
    }
    return folder;
  }
}
