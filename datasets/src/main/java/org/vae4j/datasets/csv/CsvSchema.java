package org.vae4j.datasets.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.metadata.ColumnMetaData;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.FileContent;
import org.vae4j.datasets.storage.GrowingRows;

/**
 * What the columns of a CSV file are: a DataVec {@link Schema}, with or without a {@link
 * TransformProcess} that makes other columns of them.
 */
public final class CsvSchema {
  private static final long LONGEST_FILE = 1 << 24;

  private final Schema given;
  private final Optional<TransformProcess> process;

  private CsvSchema(Schema given, Optional<TransformProcess> process) {
    this.given = given;
    this.process = process;
  }

  /**
   * Takes the columns as they are.
   *
   * @param schema the columns of the file
   */
  public static CsvSchema of(Schema schema) {
    return new CsvSchema(schema, Optional.empty());
  }

  /**
   * Takes what a process makes of the columns.
   *
   * @param process begins with the columns of the file
   */
  public static CsvSchema of(TransformProcess process) {
    return new CsvSchema(process.getInitialSchema(), Optional.of(process));
  }

  /**
   * The schema of a file that has none: every column is a number, but for that of labels.
   *
   * @param names of the columns
   * @param label the column of labels, if there is one
   */
  static CsvSchema ofNumbers(List<String> names, Optional<String> label) {
    Schema.Builder columns = new Schema.Builder();
    for (String name : names) {
      if (label.isPresent() && label.get().equals(name)) {
        columns.addColumnString(name);
      } else {
        columns.addColumnDouble(name);
      }
    }
    return of(columns.build());
  }

  /**
   * Reads what {@code toJson} or {@code toYaml} of a {@link Schema} or a {@link TransformProcess}
   * wrote.
   *
   * @param file JSON or YAML
   * @throws BadDataException if the file is missing, or is neither
   * @throws IOException if reading fails
   */
  public static CsvSchema read(Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) > LONGEST_FILE) {
      throw BadDataException.of(file, "a schema of at most 16 MiB", Files.size(file) + " bytes");
    }
    String text;
    try (var content = FileContent.open(file)) {
      text = new String(content.readNBytes((int) LONGEST_FILE), StandardCharsets.UTF_8);
    }
    boolean json = text.stripLeading().startsWith("{");
    try {
      if (text.contains("initialSchema")) {
        return of(json ? TransformProcess.fromJson(text) : TransformProcess.fromYaml(text));
      }
      return of(json ? Schema.fromJson(text) : Schema.fromYaml(text));
    } catch (RuntimeException e) { // DataVec wraps what its parser throws, and what it trips over
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw BadDataException.of(
          file,
          "a DataVec Schema or TransformProcess in JSON or YAML",
          String.valueOf(cause.getMessage()).lines().findFirst().orElse("none"));
    }
  }

  /** The columns of the file. */
  List<String> givenNames() {
    return given.getColumnNames();
  }

  /** The columns that rows have in the end. */
  List<ColumnMetaData> columns() {
    return process.map(TransformProcess::getFinalSchema).orElse(given).getColumnMetaData();
  }

  /**
   * What becomes of a line.
   *
   * @return the cells of {@link #columns}; empty if the process leaves the line out
   */
  Optional<String[]> transform(String place, String[] cells) {
    if (process.isEmpty()) {
      return Optional.of(cells);
    }
    List<Writable> row = new ArrayList<>(Arrays.stream(cells).map(Text::new).toList());
    List<Writable> result;
    try {
      result = process.get().execute(row);
    } catch (RuntimeException e) { // whatever a step throws at a value that it cannot take
      throw BadDataException.of(
          place,
          "a line that the transform process can take",
          GrowingRows.shown("" + e.getMessage()));
    }
    return Optional.ofNullable(result)
        .map(values -> values.stream().map(Writable::toString).toArray(String[]::new));
  }
}
