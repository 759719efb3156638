package org.vae4j.datasets.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.RandomPart;

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
   * @param train what is learned from, stand-ins for missing values too
   * @param test what results are reported on
   * @return the parts
   * @throws BadDataException if a file is missing, damaged, empty, has lines of several lengths or
   *     a value that its column cannot have, or the columns of the files differ
   * @throws IOException if reading fails
   */
  public DatasetSplits read(Path train, Path test) throws IOException {
    CsvTable trainTable = table(train);
    CsvTable testTable = table(test);
    requireSameColumns(train, trainTable, test, testTable);
    Optional<FillValues> fill = fill(trainTable, IntStream.range(0, trainTable.size()).toArray());
    List<String> classes = ClassNames.of(trainTable.labelsWith(Optional.of(testTable)));
    return DatasetSplits.of(
        trainTable.examples("train", fill, classes), testTable.examples("test", fill, classes));
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
    RandomPart part =
        RandomPart.of(file.toString(), table.size(), testSize, DatasetSplits.testKey(seed));
    return DatasetSplits.ofWhole(
        table.examples(
            file.toString(),
            fill(table, part.rest()),
            ClassNames.of(table.labelsWith(Optional.empty()))),
        testSize,
        seed);
  }

  /**
   * Reads a third file as {@link #read(Path, int, long)} reads the first: stand-ins for missing
   * values are those of its train part.
   *
   * @param file of which a part is set aside for testing
   * @param testSize how many that are
   * @param seed the seed of the run
   * @param other what is read
   * @return the examples of the other file
   * @throws BadDataException as for two files
   * @throws IOException if reading fails
   */
  public ImageDataset readOther(Path file, int testSize, long seed, Path other) throws IOException {
    CsvTable table = table(file);
    CsvTable otherTable = table(other);
    requireSameColumns(file, table, other, otherTable);
    RandomPart part =
        RandomPart.of(file.toString(), table.size(), testSize, DatasetSplits.testKey(seed));
    return otherTable.examples(
        other.toString(),
        fill(table, part.rest()),
        ClassNames.of(table.labelsWith(Optional.of(otherTable))));
  }

  private static void requireSameColumns(
      Path train, CsvTable trainTable, Path other, CsvTable otherTable) {
    if (!trainTable.columns().equals(otherTable.columns())) {
      throw BadDataException.of(
          other,
          "the " + trainTable.columns().size() + " columns of " + train,
          trainTable.columns().size() == otherTable.columns().size()
              ? "other names"
              : otherTable.columns().size());
    }
  }

  private CsvTable table(Path file) throws IOException {
    return CsvTable.read(file, schema, labelColumn, missing);
  }

  private Optional<FillValues> fill(CsvTable table, int... rows) {
    return missing == MissingValues.IMPUTE
        ? Optional.of(FillValues.fit(table, rows))
        : Optional.empty();
  }
}
