package org.vae4j.datasets.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.DatasetSplits;

/**
 * Examples from CSV files, taken as they are: numbers, and categories as the index 0, 1, … in the
 * schema's list.
 *
 * <p>A file in UTF-8, plain or gzipped, cells apart by commas, quotes by {@code "}. With a schema
 * the first line is a header if it is the schema's names; without one, every column but the label
 * is a number, and the first line is a header if there is no number in it.
 *
 * @param schema of the columns
 * @param labelColumn the name, or the index from 0, of the column of labels
 * @param missing what becomes of values that are not there: empty, {@code ?, NA, NaN, null}
 */
public record CsvExamples(
    Optional<CsvSchema> schema, Optional<String> labelColumn, MissingValues missing) {

  /**
   * Reads two files.
   *
   * @param train what is learned from
   * @param test what results are reported on
   * @return the parts
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
    List<String> classes = ClassNames.of(trainTable.labelsWith(Optional.of(testTable)));
    return DatasetSplits.of(trainTable.examples(classes), testTable.examples(classes));
  }

  /**
   * Reads a file and sets a random part of it aside for testing.
   *
   * @param file the examples
   * @param testSize how many to set aside
   * @param seed the seed of the run
   * @return the parts
   * @throws BadDataException as for two files; also if nothing would be left for train
   * @throws IOException if reading fails
   */
  public DatasetSplits read(Path file, int testSize, long seed) throws IOException {
    CsvTable table = table(file);
    if (testSize >= table.size()) {
      throw BadDataException.of(file, "more than " + testSize + " rows", table.size());
    }
    return DatasetSplits.ofWhole(
        table.examples(ClassNames.of(table.labelsWith(Optional.empty()))), testSize, seed);
  }

  private CsvTable table(Path file) throws IOException {
    return CsvTable.read(file, schema, labelColumn, missing);
  }
}
