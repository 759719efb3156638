package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.loss.LossTerms;
import org.vae4j.refusal.BadInputException;
import org.vae4j.train.EpochResult;
import org.vae4j.train.TrainingState;

class MetricsCsvTest {
  @TempDir private Path folder;
  private Path file;
  private List<String> lines;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("metrics.csv");
    MetricsCsv metrics = MetricsCsv.after(file, 0);
    for (int epoch = 1; epoch <= 4; epoch++) {
      metrics.epochDone(result(epoch, Optional.empty()));
    }
    lines = Files.readAllLines(file);
  }

  @Test
  void writesARowAnEpoch() {
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).isEqualTo(MetricsRow.HEADER);
  }

  @Test
  void readsBackToTheBit() {
    for (Optional<LossTerms> validation :
        List.of(
            Optional.<LossTerms>empty(),
            Optional.of(LossTerms.weighted(3, 0.1 + 0.2, List.of(Math.PI, 1e-300), 0.7)))) {
      MetricsRow row = MetricsRow.of(result(3, validation));
      assertThat(MetricsRow.parse(row.toLine())).isEqualTo(row);
      assertThat(row.validation().isPresent()).isEqualTo(validation.isPresent());
    }
  }

  @Test
  void dropsLaterRows() throws IOException {
    MetricsCsv metrics = MetricsCsv.after(file, 2);
    assertThat(Files.readAllLines(file)).isEqualTo(lines.subList(0, 3));
    assertThat(metrics.rows()).extracting(MetricsRow::epoch).containsExactly(1, 2);
    metrics.epochDone(result(3, Optional.empty()));
    metrics.epochDone(result(4, Optional.empty()));
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
  }

  @Test
  void dropsAHalfWrittenRow() throws IOException {
    String whole = Files.readString(file);
    Files.writeString(file, whole + "5,50,1.2");
    MetricsCsv.after(file, 4);
    assertThat(file).hasContent(whole);
    Files.writeString(file, whole.substring(0, whole.length() - 1)); // all but the end of a line
    MetricsCsv.after(file, 4).epochDone(result(5, Optional.empty()));
    assertThat(Files.readAllLines(file)).startsWith(lines.toArray(String[]::new)).hasSize(6);
  }

  @Test
  void startsAnewWithoutRows() throws IOException {
    MetricsCsv.after(file, 0);
    assertThat(Files.readAllLines(file)).containsExactly(MetricsRow.HEADER);
  }

  @Test
  void saysWhichRowIsMissing() throws IOException {
    assertThatThrownBy(() -> MetricsCsv.after(file, 5))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("metrics.csv, line 6: expected the row of epoch 5, found ''");
    Files.writeString(file, String.join("\n", lines).replace("\n3,", "\n7,"));
    assertThatThrownBy(() -> MetricsCsv.after(file, 4))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 4: expected the row of epoch 3, found '7,");
    Files.delete(file);
    assertThatThrownBy(() -> MetricsCsv.after(file, 1)).isInstanceOf(BadInputException.class);
  }

  /** The device that has no space, ever. */
  @Test
  void namesTheFileWhenTheDiskIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this machine has no /dev/full");
    MetricsCsv metrics = MetricsCsv.after(file, 0);
    Files.delete(file);
    Files.createSymbolicLink(file, full);
    assertThatThrownBy(() -> metrics.epochDone(result(1, Optional.empty())))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .hasMessage(file + ": expected to write it, found: No space left on device");
  }

  private static EpochResult result(int epoch, Optional<LossTerms> validation) {
    LossTerms terms = LossTerms.weighted(7, 1.0 / epoch, List.of(0.1, 2.0 / 3), 0.3);
    return new EpochResult(
        epoch,
        10 * epoch,
        terms,
        validation,
        Optional.of(terms),
        1e-3,
        0.7,
        TrainingState.start(1));
  }
}
