package org.vae4j.datasets.tables;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A file as a program writes it, and what is to be understood of it.
 *
 * @param name of the case
 * @param text of the file
 * @param charset of its bytes
 * @param format separator, decimal mark and header
 * @param columns as {@link ColumnReading#written()} writes them, with bars between them
 * @param notes parts of the lines that are told
 */
record TableText(
    String name, String text, Charset charset, String format, String columns, List<String> notes) {
  /** A file in UTF-8. */
  static TableText file(String name, String text, String format, String columns, String... notes) {
    return new TableText(name, text, StandardCharsets.UTF_8, format, columns, List.of(notes));
  }

  /** The same in another charset. */
  TableText in(Charset other) {
    return new TableText(name, text, other, format, columns, notes);
  }

  /** A header and rows. */
  static String table(String header, int rows, IntFunction<String> row) {
    return header
        + "\n"
        + IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n", "", "\n"));
  }

  /** A number from 0 to below {@code bound} that looks random. */
  static int draw(int i, int salt, int bound) {
    long mixed = (i + 1) * 0x9e3779b97f4a7c15L + salt * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 31) * 0x94d049bb133111ebL;
    return (int) Long.remainderUnsigned(mixed ^ mixed >>> 29, bound);
  }

  @Override
  public String toString() {
    return name;
  }
}
