package org.vae4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.refusal.BadInputException;
import org.vae4j.train.EpochResult;
import org.vae4j.train.TrainingListener;

/**
 * The file metrics.csv: one row an epoch. That of a run with a penalty of the aggregate posterior
 * has a column more; a header that is there stays, so that all rows have the same columns.
 */
public final class MetricsCsv implements TrainingListener {
  private final Path file;
  private final List<MetricsRow> rows;
  private final boolean hasPenalty;

  private MetricsCsv(Path file, List<MetricsRow> rows, boolean hasPenalty) {
    this.file = file;
    this.rows = rows;
    this.hasPenalty = hasPenalty;
  }

  /**
   * Goes on after an epoch: what was written of later ones, whole or in part, is dropped.
   *
   * @param epochs how many rows there are to be; with 0, a file is made
   * @param withPenalty whether a file that is made gets a column for a penalty
   * @throws BadInputException if a row of those is not there or cannot be read
   */
  static MetricsCsv after(Path file, int epochs, boolean withPenalty) throws IOException {
    List<MetricsRow> rows = read(file, epochs);
    boolean hasPenalty = rows.isEmpty() ? withPenalty : rows.get(0).penalty().isPresent();
    String header = hasPenalty ? MetricsRow.HEADER_WITH_PENALTY : MetricsRow.HEADER;
    WholeFile.write(
        file,
        rows.stream()
            .map(MetricsRow::toLine)
            .collect(Collectors.joining("\n", header + "\n", rows.isEmpty() ? "" : "\n")));
    return new MetricsCsv(file, new ArrayList<>(rows), hasPenalty);
  }

  /**
   * Every row of a file, while a run may be adding to it: a last line without its end is left out.
   *
   * @throws BadInputException if there is none, or one cannot be read
   */
  public static List<MetricsRow> read(Path file) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    int epochs = (int) text.chars().filter(c -> c == '\n').count() - 1;
    if (epochs < 1) {
      throw new BadInputException(file + ": expected the row of an epoch, found none");
    }
    return read(file, epochs);
  }

  /**
   * The rows of the first epochs; nothing is written.
   *
   * @throws BadInputException as {@link #after}
   */
  public static List<MetricsRow> read(Path file, int epochs) throws IOException {
    List<String> lines = epochs > 0 && Files.exists(file) ? Files.readAllLines(file) : List.of();
    List<MetricsRow> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      String line = epoch < lines.size() ? lines.get(epoch) : "";
      try {
        rows.add(MetricsRow.parse(line));
      } catch (IllegalArgumentException e) {
        throw notTheRow(file, epoch, line, e);
      }
      MetricsRow row = rows.get(epoch - 1);
      if (row.epoch() != epoch || row.penalty().isPresent() != rows.get(0).penalty().isPresent()) {
        throw notTheRow(file, epoch, line, null);
      }
    }
    return rows;
  }

  private static BadInputException notTheRow(Path file, int epoch, String found, Throwable cause) {
    return new BadInputException(
        "%s, line %d: expected the row of epoch %d, found '%s'"
            .formatted(file, epoch + 1, epoch, found),
        cause);
  }

  /** All rows, those of before a resume included. */
  List<MetricsRow> rows() {
    return List.copyOf(rows);
  }

  /** On the disk when this returns: a checkpoint that is written later never lacks its row. */
  @Override
  public void epochDone(EpochResult result) {
    MetricsRow row = MetricsRow.of(result);
    if (!hasPenalty) {
      row = row.withoutPenalty();
    }
    rows.add(row);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      ByteBuffer line = StandardCharsets.UTF_8.encode(row.toLine() + "\n");
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    } catch (FileSystemException e) {
      throw new UncheckedIOException(e); // names the file already
    } catch (IOException e) {
      FileSystemException named =
          new FileSystemException(
              file.toString(), null, "expected to write it, found: " + e.getMessage());
      named.initCause(e);
      throw new UncheckedIOException(named);
    }
  }
}
