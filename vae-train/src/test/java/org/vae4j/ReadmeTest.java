package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.drawn.Digits;

/** What the README shows is compiled and run as it stands there. */
class ReadmeTest {
  private final Path root = Path.of(System.getProperty("vae4j.root"));

  @Test
  void isShort() throws IOException {
    assertThat(Files.readAllLines(root.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void theLibraryExampleCompilesAndTrains(@TempDir Path classes) throws Exception {
    List<String> blocks = JavaSnippets.of(root.resolve("README.md"));
    assertThat(blocks).hasSize(2);
    String source =
        blocks.get(1)
            + "class Example { public static ComputationGraph run(DataSetIterator data) {\n"
            + blocks.get(0)
            + "return net; } }";
    DataSetIterator data =
        new DatasetIterator.Builder(Digits.generate(1).train().take(512), 128).build();
    try (URLClassLoader loader = JavaSnippets.compile(source, classes)) {
      Method run = loader.loadClass("Example").getMethod("run", DataSetIterator.class);
      run.setAccessible(true); // its class is not public
      ComputationGraph net = (ComputationGraph) run.invoke(null, data);
      assertThat(net.getIterationCount()).isEqualTo(8);
      // Untrained, every logit is about 0 and a pixel costs ln 2: 543 nats. Eight steps do better.
      assertThat(net.score()).isBetween(50.0, 500.0);
    }
  }
}
