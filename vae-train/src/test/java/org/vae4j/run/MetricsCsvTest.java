package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
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
    MetricsCsv metrics = MetricsCsv.after(file, 0, false);
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
  void hasAColumnForAPenaltyWhereThereIsOne() throws IOException {
    MetricsCsv.after(file, 0, true).epochDone(penalised(1));
    MetricsCsv.after(file, 1, false).epochDone(penalised(2)); // the header that is there stays
    List<String> written = Files.readAllLines(file);
    assertThat(written.get(0)).isEqualTo(MetricsRow.HEADER + ",train_penalty");
    // 0.1 + 0.25
    assertThat(written.get(2)).endsWith(",0.35");
    assertThat(MetricsCsv.read(file))
        .extracting(MetricsRow::penalty)
        .containsExactly(Optional.of(0.35), Optional.of(0.35));
    assertThat(MetricsRow.of(penalised(1)).trainObjective())
        .isGreaterThan(MetricsRow.of(result(1, Optional.empty())).trainObjective());
  }

  /** A run with a penalty, begun before there was such a column. */
  @Test
  void goesOnWithoutTheColumnWhereItBeganSo() throws IOException {
    MetricsCsv.after(file, 4, true).epochDone(penalised(5));
    assertThat(Files.readAllLines(file)).startsWith(lines.toArray(String[]::new)).hasSize(6);
    assertThat(MetricsCsv.read(file))
        .extracting(MetricsRow::penalty)
        .containsOnly(Optional.empty());
  }

  @Test
  void refusesRowsOfDifferentColumns() throws IOException {
    Files.writeString(file, MetricsRow.of(penalised(5)).toLine() + "\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> MetricsCsv.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 6: expected the row of epoch 5");
  }

  @Test
  void dropsLaterRows() throws IOException {
    MetricsCsv metrics = MetricsCsv.after(file, 2, false);
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
    MetricsCsv.after(file, 4, false);
    assertThat(file).hasContent(whole);
    Files.writeString(file, whole.substring(0, whole.length() - 1)); // all but the end of a line
    MetricsCsv.after(file, 4, false).epochDone(result(5, Optional.empty()));
    assertThat(Files.readAllLines(file)).startsWith(lines.toArray(String[]::new)).hasSize(6);
  }

  @Test
  void startsAnewWithoutRows() throws IOException {
    MetricsCsv.after(file, 0, false);
    assertThat(Files.readAllLines(file)).containsExactly(MetricsRow.HEADER);
  }

  @Test
  void saysWhichRowIsMissing() throws IOException {
    assertThatThrownBy(() -> MetricsCsv.after(file, 5, false))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("metrics.csv, line 6: expected the row of epoch 5, found ''");
    Files.writeString(file, String.join("\n", lines).replace("\n3,", "\n7,"));
    assertThatThrownBy(() -> MetricsCsv.after(file, 4, false))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 4: expected the row of epoch 3, found '7,");
    Files.delete(file);
    assertThatThrownBy(() -> MetricsCsv.after(file, 1, false))
        .isInstanceOf(BadInputException.class);
  }

  /** The device that has no space, ever. */
  @Test
  void namesTheFileWhenTheDiskIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this machine has no /dev/full");
    MetricsCsv metrics = MetricsCsv.after(file, 0, false);
    Files.delete(file);
    Files.createSymbolicLink(file, full);
    assertThatThrownBy(() -> metrics.epochDone(result(1, Optional.empty())))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .hasMessage(file + ": expected to write it, found: No space left on device");
  }

  private static EpochResult result(int epoch, Optional<LossTerms> validation) {
    return result(
        epoch, LossTerms.weighted(7, 1.0 / epoch, List.of(0.1, 2.0 / 3), 0.3), validation);
  }

  private static EpochResult penalised(int epoch) {
    LossTerms terms =
        new LossTerms(
            7, 1.0 / epoch, List.of(0.5), 1, List.of(0.5), Map.of("dip1", 0.1, "mmd", 0.25));
    return result(epoch, terms, Optional.empty());
  }

  private static EpochResult result(int epoch, LossTerms terms, Optional<LossTerms> validation) {
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
