package org.vae4j.datasets.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.FileContent;

/** The rows of a table as text, cut into cells as RFC 4180 says; a quoted cell may span lines. */
final class TextRows implements TableRows {
  private static final char QUOTE = '"';

  private final Path file;
  private final LastSign text;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final Set<String> missing;

  /** Remembers what stood last in a text, but for blanks. */
  private static final class LastSign extends FilterReader {
    private char last;

    LastSign(Reader text) {
      super(text);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      for (int i = offset + count - 1; i >= offset; i--) {
        if (!Character.isWhitespace(buffer[i])) {
          last = buffer[i];
          break;
        }
      }
      return count;
    }
  }

  private TextRows(Path file, LastSign text, CsvReader<CsvRecord> reader, Set<String> missing) {
    this.file = file;
    this.text = text;
    this.reader = reader;
    this.records = reader.iterator();
    this.missing = missing;
  }

  /**
   * Opens a table.
   *
   * @param file plain or gzipped
   * @param missing words that are read as empty cells
   */
  static TextRows open(Path file, Charset charset, Separator separator, Set<String> missing)
      throws IOException {
    Reader text = new BufferedReader(new InputStreamReader(FileContent.open(file), charset));
    text.mark(1);
    if (text.read() != '\ufeff') {
      text.reset();
    }
    LastSign signs = new LastSign(text);
    return new TextRows(
        file,
        signs,
        CsvReader.builder()
            .fieldSeparator(separator.sign())
            .allowExtraFields(true)
            .allowMissingFields(true)
            .trimWhitespacesAroundQuotes(true)
            .ofCsvRecord(signs),
        missing);
  }

  /**
   * The next row; its place is the line where it begins.
   *
   * @throws BadDataException if a quote does not end
   */
  @Override
  public Optional<Row> next() throws IOException {
    try {
      while (records.hasNext()) {
        CsvRecord record = records.next();
        requireQuotesThatEnd(record);
        Row row =
            new Row(
                record.getStartingLineNumber(),
                record.getFields().stream().map(this::cell).toList());
        if (!row.isBlank()) {
          return Optional.of(row);
        }
      }
      return Optional.empty();
    } catch (CsvParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw BadDataException.of(
          file,
          "quotes that end and cells of a moderate size",
          String.valueOf(cause.getMessage()).lines().findFirst().orElse("none"));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String cell(String field) {
    String cell = field.strip();
    return missing.contains(cell) ? "" : cell;
  }

  /** A quote without its other one takes all that follows into its cell. */
  private void requireQuotesThatEnd(CsvRecord record) {
    String cell = record.getField(record.getFieldCount() - 1);
    boolean isLong = cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0;
    if (isLong && !records.hasNext() && text.last != QUOTE) {
      throw BadDataException.of(
          file + ", line " + record.getStartingLineNumber(),
          "a quote that ends",
          "none up to the end of the file");
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
