package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.DatasetFiles;
import org.vae4j.data.PreparedData;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.datasets.drawn.Digits;
import org.vae4j.datasets.registry.DatasetRequest;
import org.vae4j.datasets.registry.Datasets;
import org.vae4j.settings.SettingsFile;

/** The same data in every format: the same numbers, and the same training. */
class FormatsTest {
  @TempDir private Path folder;

  @Test
  void digitsInEveryFormatGiveTheSameNumbersAndTheSameLoss() throws IOException {
    DatasetSplits digits = Digits.generate(Digits.STANDARD_SEED);
    requireSameInAllFormats(
        DatasetFiles.byClass(digits.train().take(300)),
        DatasetFiles.byClass(digits.test().take(100)));
  }

  /** 70,000 PNGs, and a table of 47 million numbers. */
  @Test
  @Tag("stress")
  void mnistInEveryFormatGivesTheSameNumbersAndTheSameLoss() throws IOException {
    Assumptions.assumeTrue(System.getenv("VAE4J_DATA") != null, "VAE4J_DATA is not set");
    DatasetSplits mnist =
        Datasets.standard()
            .named("mnist")
            .load(DatasetRequest.standard().in(Path.of(System.getenv("VAE4J_DATA"))));
    requireSameInAllFormats(
        DatasetFiles.byClass(mnist.train()), DatasetFiles.byClass(mnist.test()));
  }

  private interface Written {
    Map<String, String> settings() throws IOException;
  }

  private void requireSameInAllFormats(Dataset train, Dataset test) throws IOException {
    DatasetFiles files = new DatasetFiles(folder, DatasetSplits.of(train, test));
    List<Written> formats = List.of(files::idx, files::npy, files::npz, files::images, files::csv);
    List<String> losses = new ArrayList<>();
    for (Written format : formats) {
      Map<String, String> settings = format.settings();
      DatasetSplits read =
          PreparedData.load(
              SettingsFile.resolve(Optional.empty(), settings), DownloadListener.NONE);
      requireSame(read.train(), train);
      requireSame(read.test(), test);
      losses.add(firstEpoch(settings, folder.resolve("run" + losses.size())));
    }
    assertThat(losses).hasSize(5).containsOnly(losses.get(0));
  }

  private static void requireSame(Dataset actual, Dataset expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.labels()).isEqualTo(expected.labels());
    assertThat(actual.classNames()).isEqualTo(expected.classNames());
    DatasetIterator actualBatches = new DatasetIterator.Builder(actual, 500).build();
    DatasetIterator expectedBatches = new DatasetIterator.Builder(expected, 500).build();
    while (expectedBatches.hasNext()) {
      assertThat(actualBatches.next().getFeatures().data().asFloat())
          .isEqualTo(expectedBatches.next().getFeatures().data().asFloat());
    }
    assertThat(actualBatches.hasNext()).isFalse();
  }

  /** The row of metrics but for its times, all digits of it. */
  private static String firstEpoch(Map<String, String> settings, Path run) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("train", "--epochs", 1, "--quiet"));
    settings.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
    arguments.addAll(List.of("--hidden", "32", "--latent", 4, "--seed", 7, "--run-dir", run));
    CommandRun training = CommandRun.of(arguments.toArray());
    assertThat(training.exitCode()).as(training.err()).isZero();
    String row = Files.readAllLines(run.resolve("metrics.csv")).get(1);
    return row.replaceFirst("(,[^,]*){2}$", "");
  }
}
