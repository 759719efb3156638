package org.vae4j.datasets.csv;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;
import org.datavec.api.records.reader.impl.csv.SerializableCSVParser;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.FileContent;

/**
 * The lines of a CSV file in UTF-8, plain or gzipped, cut into cells; blank lines are passed over.
 */
public final class CsvLines implements Closeable {
  private final Path file;
  private final BufferedReader lines;
  private final SerializableCSVParser parser = new SerializableCSVParser();
  private long line;

  private CsvLines(Path file, BufferedReader lines) {
    this.file = file;
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
    // A decoder of its own reports what is no UTF-8; by name of the charset it would be replaced.
    return new CsvLines(
        file,
        new BufferedReader(
            new InputStreamReader(FileContent.open(file), StandardCharsets.UTF_8.newDecoder())));
  }

  /**
   * Returns the cells of the next line that is not blank.
   *
   * @return the cells, without quotes and blanks around them; empty at the end of the file
   * @throws BadDataException if the file is no text in UTF-8 or damaged, or a quote does not end on
   *     its line
   * @throws IOException if reading fails
   */
  public Optional<String[]> next() throws IOException {
    String text = nextLine();
    while (text != null && text.isBlank()) {
      text = nextLine();
    }
    if (text == null) {
      return Optional.empty();
    }
    try {
      String[] cells = parser.parseLine(text);
      Arrays.setAll(cells, i -> cells[i].strip());
      return Optional.of(cells);
    } catch (IOException e) {
      throw BadDataException.of(place(), "a quoted value to end on its line", "no end");
    }
  }

  private String nextLine() throws IOException {
    try {
      String text = lines.readLine();
      line++;
      return line == 1 && text != null && text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw BadDataException.of(file + ", after line " + line, "text in UTF-8", "other bytes");
    } catch (EOFException | ZipException e) {
      throw BadDataException.of(
          file + ", after line " + line, "whole gzip data", "damage (" + e.getMessage() + ")");
    }
  }

  /**
   * Returns where the last cells stand.
   *
   * @return the file and the line, counted from 1, blank lines included
   */
  public String place() {
    return file + ", line " + line;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
