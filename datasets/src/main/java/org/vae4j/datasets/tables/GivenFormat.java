package org.vae4j.datasets.tables;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user says of a table, so that it need not be guessed.
 *
 * @param charset of its bytes
 * @param separator what stands between cells
 * @param decimal what stands before decimals
 * @param header whether the first row is names
 * @param columns by name, how it is read
 * @param label the column of labels, by name or by index from 0
 * @param missing words that stand where there is no value, beside the usual ones
 */
public record GivenFormat(
    Optional<Charset> charset,
    Optional<Separator> separator,
    Optional<DecimalMark> decimal,
    Optional<Boolean> header,
    Map<String, ColumnReading> columns,
    Optional<String> label,
    Set<String> missing) {
  /** Nothing. */
  public static final GivenFormat NOTHING =
      new GivenFormat(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Set.of());

  public GivenFormat {
    columns = Map.copyOf(columns);
    missing = Set.copyOf(missing);
  }

  /** The same of another table, of which only is said how it is written. */
  GivenFormat withoutColumns() {
    return new GivenFormat(
        charset, separator, decimal, header, Map.of(), Optional.empty(), missing);
  }

  /** Whether something is said that only a table as text has. */
  boolean isOfText() {
    return charset.isPresent()
        || separator.isPresent()
        || decimal.isPresent()
        || header.isPresent()
        || !missing.isEmpty();
  }
}
