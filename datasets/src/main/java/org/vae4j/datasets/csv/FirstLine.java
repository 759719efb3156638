package org.vae4j.datasets.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.GrowingRows;

/**
 * The first line of a CSV file, of which it is to be told whether it is a header.
 *
 * @param place for messages
 * @param cells at least one
 */
record FirstLine(String place, List<String> cells) {

  /**
   * Refuses a file whose cells are apart by something else than commas.
   *
   * @throws BadDataException if so
   */
  void requireCommas() {
    if (cells.size() == 1) {
      Separators.in(cells.get(0))
          .ifPresent(
              separator -> {
                throw BadDataException.of(
                    place, "cells apart by commas", "one cell with " + separator);
              });
    }
  }

  /**
   * Compares it with the names of a schema.
   *
   * @throws BadDataException if it is a header, but not that of the schema
   */
  boolean isHeaderOf(List<String> names, Header asked) {
    boolean equal = cells.equals(names);
    if (equal || asked == Header.NO) {
      return equal && asked != Header.NO;
    }
    boolean looksLikeIt =
        cells.stream().anyMatch(cell -> names.stream().anyMatch(cell::equalsIgnoreCase))
            && cells.stream().noneMatch(GrowingRows::isNumber);
    if (asked == Header.YES || looksLikeIt) {
      throw BadDataException.of(
          place,
          "the schema's names as a header, " + GrowingRows.shown(String.join(",", names)),
          GrowingRows.shown(String.join(",", cells)));
    }
    return false;
  }

  /**
   * Looks for what only a header has, if there is no schema.
   *
   * @param label the name or index of the column of labels, which may be of texts
   * @param second the next line, if there is one
   */
  boolean isHeader(Header asked, Optional<String> label, Optional<String[]> second) {
    return switch (asked) {
      case YES -> true;
      case NO -> false;
      case AUTO -> {
        // What may be an index says nothing of the names.
        Optional<String> index = label.filter(text -> text.matches("[0-9]{1,6}"));
        boolean named = index.isEmpty() && label.filter(cells::contains).isPresent();
        int[] others =
            IntStream.range(0, cells.size())
                .filter(i -> index.isEmpty() || Integer.parseInt(index.get()) != i)
                .toArray();
        boolean textAboveNumber =
            Arrays.stream(others)
                .filter(i -> second.isPresent() && i < second.get().length)
                .anyMatch(i -> isText(cells.get(i)) && GrowingRows.isNumber(second.get()[i]));
        boolean noNumber =
            Arrays.stream(others).anyMatch(i -> isText(cells.get(i)))
                && Arrays.stream(others).noneMatch(i -> GrowingRows.isNumber(cells.get(i)));
        yield named || textAboveNumber || noNumber;
      }
    };
  }

  private static boolean isText(String cell) {
    return !GrowingRows.isNumber(cell) && !CsvColumns.isMissing(cell);
  }
}
