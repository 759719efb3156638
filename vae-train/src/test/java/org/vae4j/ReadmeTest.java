package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.vae4j.datasets.ImageDataSetIterator;
import org.vae4j.datasets.digits.Digits;

/** What the README shows is compiled and run as it stands there. */
class ReadmeTest {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

  private final Path root = Path.of(System.getProperty("vae4j.root"));

  @Test
  void theLibraryExampleCompilesAndTrains(@TempDir Path classes) throws Exception {
    List<String> blocks =
        JAVA_BLOCK.matcher(readme()).results().map(match -> match.group(1)).toList();
    assertThat(blocks).hasSize(2);
    String source =
        blocks.get(1)
            + "public class Example { public static ComputationGraph run(DataSetIterator data) {\n"
            + blocks.get(0)
            + "return net; } }";
    compile(source, classes);

    DataSetIterator data =
        new ImageDataSetIterator.Builder(Digits.generate(1).train().take(512), 128).build();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      var net =
          (org.deeplearning4j.nn.graph.ComputationGraph)
              loader
                  .loadClass("Example")
                  .getMethod("run", DataSetIterator.class)
                  .invoke(null, data);
      assertThat(net.getIterationCount()).isEqualTo(8);
      // Untrained, every logit is about 0 and a pixel costs ln 2: 543 nats. Eight steps do better.
      assertThat(net.score()).isBetween(50.0, 500.0);
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    assertThat(LINK.matcher(readme()).results().map(match -> match.group(1)))
        .filteredOn(link -> !link.startsWith("http"))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(root.resolve(link)).exists());
  }

  @Test
  void everyCommandOfTheTableExists() throws IOException {
    Pattern row = Pattern.compile("^\\| `\\./vae ([a-z]+)", Pattern.MULTILINE);
    List<String> commands =
        row.matcher(readme()).results().map((MatchResult match) -> match.group(1)).toList();
    assertThat(commands).contains("train", "evaluate");
    assertThat(org.vae4j.cli.CommandNames.all()).containsAll(commands);
  }

  private String readme() throws IOException {
    return Files.readString(root.resolve("README.md"));
  }

  private static void compile(String source, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(file))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
  }
}
