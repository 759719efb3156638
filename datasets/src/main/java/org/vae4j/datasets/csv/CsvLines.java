package org.vae4j.datasets.csv;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.datavec.api.records.reader.impl.csv.SerializableCSVParser;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.TextLines;

/**
 * The lines of a CSV file in UTF-8, plain or gzipped, cut into cells as RFC 4180 says, but that a
 * quoted value ends on its line; blank lines are passed over.
 */
public final class CsvLines implements Closeable {
  /** DataVec's parser takes a backslash for an escape, which CSV does not know. */
  private static final char NO_ESCAPE = '\0';

  private final TextLines lines;
  private final SerializableCSVParser parser = new SerializableCSVParser(',', '"', NO_ESCAPE);

  private CsvLines(TextLines lines) {
    this.lines = lines;
  }

  /**
   * Opens a file.
   *
   * @param file in UTF-8, with or without a byte order mark, plain or gzipped
   * @return its lines; the caller closes them
   * @throws BadDataException if the file is missing, a folder or may not be read
   * @throws IOException if reading fails
   */
  public static CsvLines open(Path file) throws IOException {
    return new CsvLines(TextLines.open(file, StandardCharsets.UTF_8));
  }

  /**
   * The cells of the next line that is not blank: without quotes and blanks around them; empty at
   * the end of the file.
   *
   * @throws BadDataException if the file is no text in UTF-8 or damaged, or a quote does not end on
   *     its line
   * @throws IOException if reading fails
   */
  public Optional<String[]> next() throws IOException {
    Optional<String> text = lines.next().map(this::withoutMark);
    while (text.isPresent() && text.get().isBlank()) {
      text = lines.next();
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(cells(text.get()));
  }

  private String withoutMark(String text) {
    return lines.line() == 1 && text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private String[] cells(String text) {
    if (text.indexOf(NO_ESCAPE) >= 0) {
      throw BadDataException.of(place(), "text", "a NUL character");
    }
    try {
      String[] cells = parser.parseLine(text);
      Arrays.setAll(cells, i -> cells[i].strip());
      return cells;
    } catch (IOException e) {
      throw BadDataException.of(place(), "a quoted value to end on its line", "no end");
    }
  }

  /** Where the last cells stand: the file and the line, counted from 1, blank lines included. */
  public String place() {
    return lines.place();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
