package org.vae4j.datasets.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.registry.DatasetRequest;
import org.vae4j.datasets.registry.Datasets;

/**
 * On the real files, when VAE4J_DATA (variable or system property) names a folder that has them.
 */
class MnistTest {

  @Test
  void realFilesAreRead(@TempDir Path cache) throws IOException {
    String folder = System.getProperty(DataFolders.VARIABLE, System.getenv(DataFolders.VARIABLE));
    assumeThat(folder)
        .as("SKIPPED: set VAE4J_DATA to a folder with the MNIST files to run this test")
        .isNotNull();
    DatasetSplits mnist =
        Datasets.standard(new DataFolders(Optional.empty(), cache))
            .named("mnist")
            .load(DatasetRequest.standard().in(Path.of(folder)));
    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    assertThat(mnist.train().labels()).startsWith(5, 0, 4, 1, 9);
    assertThat(mnist.test().labels()).startsWith(7, 2, 1, 0, 4);
    long sum = 0;
    for (int i = 0; i < mnist.train().size(); i++) {
      for (byte pixel : mnist.train().bytes(i)) {
        sum += pixel & 0xff;
      }
    }
    // The published mean, 0.1307, has four digits.
    assertThat(Math.round(sum / (60_000 * 784.0) / 255 * 10_000)).isEqualTo(1307);
  }
}
