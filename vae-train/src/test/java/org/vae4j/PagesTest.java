package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages name is there: files, headings, and names of classes and packages. */
public class PagesTest {
  private static final Path ROOT = Path.of(System.getProperty("vae4j.root"));

  private static final List<Path> SOURCES =
      Stream.of("vae-loss", "datasets", "vae-train")
          .map(module -> ROOT.resolve(module).resolve("src/main/java"))
          .toList();

  /** A link or a picture; not one to another host. */
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)\\s]+)\\)");

  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
  private static final Pattern FENCE =
      Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile("\\borg\\.vae4j(?:\\.[a-z]\\w*)*(?:\\.[A-Z]\\w*)?");

  /** README, CONTRIBUTING and the pages of docs. */
  public static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
          Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve),
          docs.filter(file -> file.toString().endsWith(".md")))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndToAHeading(Path page) throws IOException {
    String text = FENCE.matcher(Files.readString(page)).replaceAll("");
    for (MatchResult match : LINK.matcher(text).results().toList()) {
      String link = match.group(1);
      int mark = link.indexOf('#');
      String file = mark < 0 ? link : link.substring(0, mark);
      Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
      assertThat(target).as(link).exists();
      if (mark >= 0) {
        assertThat(anchors(target)).as(link).contains(link.substring(mark + 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyNameIsThatOfAClassOrAPackage(Path page) throws IOException {
    for (MatchResult match : NAME.matcher(Files.readString(page)).results().toList()) {
      String name = match.group();
      assertThat(SOURCES.stream().map(sources -> sources.resolve(name.replace('.', '/'))))
          .as(name)
          .anyMatch(path -> Files.isDirectory(path) || Files.exists(Path.of(path + ".java")));
    }
  }

  /** Every page of docs can be reached from the README by links. */
  @Test
  void everyPageIsLinked() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    assertThat(pages().filter(page -> page.getParent().equals(ROOT.resolve("docs"))))
        .allSatisfy(page -> assertThat(readme).contains("docs/" + page.getFileName()));
  }

  /** A room that the plan of the house does not show is one that nobody finds. */
  @Test
  void everyPackageIsInTheHouse() throws IOException {
    String house = Files.readString(ROOT.resolve("docs/architecture.md"));
    for (Path sources : SOURCES) {
      try (Stream<Path> files = Files.walk(sources)) {
        assertThat(
                files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent()).toString())
                    .map(folder -> folder.replace('/', '.'))
                    .distinct())
            .allSatisfy(room -> assertThat(house).contains("`" + room + "`"));
      }
    }
  }

  /** The anchors that GitHub gives to the headings of a page. */
  private static Set<String> anchors(Path page) throws IOException {
    String text = FENCE.matcher(Files.readString(page)).replaceAll("");
    return HEADING
        .matcher(text)
        .results()
        .map(match -> match.group(1).strip().toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
