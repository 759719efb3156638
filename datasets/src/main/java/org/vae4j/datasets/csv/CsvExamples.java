package org.vae4j.datasets.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.faults.BadDataException;

/**
 * Examples from CSV files, taken as they are: numbers, and categories as the index 0, 1, … in the
 * schema's list.
 *
 * <p>A file in UTF-8, plain or gzipped, cells apart by commas, quotes by {@code "} (RFC 4180, but
 * that a quoted value ends on its line). Without a schema every column but the label is a number.
 * Labels are classes in the order of the schema's categories, else in that of {@link
 * org.vae4j.datasets.ClassNames}.
 *
 * @param schema of the columns
 * @param labelColumn the name, or the index from 0, of the column of labels
 * @param missing what becomes of values that are not there: empty, {@code ?}, and what pandas takes
 *     for missing ({@code NA, N/A, n/a, NaN, nan, NULL, null, None, <NA>, #N/A} and the like),
 *     unless it is one of the column's categories
 * @param header whether the first line is the names of the columns
 */
public record CsvExamples(
    Optional<CsvSchema> schema,
    Optional<String> labelColumn,
    MissingValues missing,
    Header header) {

  /** With {@link Header#AUTO}. */
  public CsvExamples(
      Optional<CsvSchema> schema, Optional<String> labelColumn, MissingValues missing) {
    this(schema, labelColumn, missing, Header.AUTO);
  }

  /**
   * Reads two files.
   *
   * @param train what is learned from
   * @param test what results are reported on
   * @throws BadDataException if a file is missing, damaged, empty, has lines of several lengths or
   *     a value that its column cannot have, or the columns of the files differ
   * @throws IOException if reading fails
   */
  public DatasetSplits read(Path train, Path test) throws IOException {
    CsvTable trainTable = table(train);
    CsvTable testTable = table(test);
    if (!trainTable.columns().equals(testTable.columns())) {
      throw BadDataException.of(
          test,
          "the " + trainTable.columns().size() + " columns of " + train,
          trainTable.columns().size() == testTable.columns().size()
              ? "other names"
              : testTable.columns().size());
    }
    List<String> classes = trainTable.classesWith(Optional.of(testTable));
    return DatasetSplits.of(trainTable.examples(classes), testTable.examples(classes));
  }

  /**
   * Reads a file.
   *
   * @throws BadDataException as for two files
   * @throws IOException if reading fails
   */
  public Dataset read(Path file) throws IOException {
    CsvTable table = table(file);
    return table.examples(table.classesWith(Optional.empty()));
  }

  /**
   * Reads a file; without the column of labels, the examples have none.
   *
   * @throws BadDataException as for two files
   * @throws IOException if reading fails
   */
  public Dataset readLabelledOrNot(Path file) throws IOException {
    boolean labelled = labelColumn.isPresent() && CsvTable.hasColumn(file, labelColumn.get());
    Optional<String> label = labelled ? labelColumn : Optional.empty();
    return new CsvExamples(schema, label, missing, header).read(file);
  }

  private CsvTable table(Path file) throws IOException {
    return CsvTable.read(file, schema, labelColumn, missing, header);
  }
}
