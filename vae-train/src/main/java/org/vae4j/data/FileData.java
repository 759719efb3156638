package org.vae4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.amat.AmatFile;
import org.vae4j.datasets.arrays.ArrayExamples;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.csv.CsvExamples;
import org.vae4j.datasets.csv.CsvSchema;
import org.vae4j.datasets.csv.MissingValues;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.idx.IdxFile;
import org.vae4j.datasets.images.Background;
import org.vae4j.datasets.images.Colour;
import org.vae4j.datasets.images.ImageFolder;
import org.vae4j.datasets.images.Orientation;
import org.vae4j.datasets.images.Resize;
import org.vae4j.datasets.images.Unreadable;
import org.vae4j.datasets.npy.ArrayValues;
import org.vae4j.datasets.npy.NpyExamples;
import org.vae4j.datasets.parquet.ParquetFile;
import org.vae4j.datasets.tables.ColumnReading;
import org.vae4j.datasets.tables.TableFormat;
import org.vae4j.datasets.tables.TableGuess;
import org.vae4j.datasets.tables.TableReader;
import org.vae4j.datasets.tables.TableReading;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.DataSettings;
import org.vae4j.settings.FileFormat;
import org.vae4j.settings.FileSettings;
import org.vae4j.settings.Settings;

/** The data of files that the user names. */
final class FileData {
  private final FileFormat format;
  private final DataSettings data;
  private final FileSettings files;

  private FileData(FileFormat format, Settings settings, FileSettings files) {
    this.format = format;
    this.data = settings.data();
    this.files = files;
  }

  /**
   * The files that settings name.
   *
   * @throws BadInputException if the settings do not fit the format
   * @throws org.vae4j.datasets.faults.BadDataException if a file is damaged or not to be had
   */
  static StoredData read(FileFormat format, Settings settings) throws IOException {
    FileData data = new FileData(format, settings, settings.files());
    data.requireFitting();
    return switch (format) {
      case CSV -> data.csv();
      case TABLE -> data.table();
      default -> data.parts();
    };
  }

  /**
   * All examples of one file: read as a run's own is if it is of the same format, else as the
   * format is by default.
   *
   * @param settings of the run; in a table of theirs labels may be missing
   * @param labels of idx and npy, if there are any
   * @param columns of the run's own table; empty if they are not known
   * @throws org.vae4j.datasets.faults.BadDataException if it is damaged, or a table that lacks
   *     columns
   */
  static Dataset read(
      FileFormat format, Settings settings, Path file, Optional<Path> labels, List<Column> columns)
      throws IOException {
    boolean same = FileFormat.named(settings.data().dataset()).equals(Optional.of(format));
    FileSettings files = same ? settings.files() : FileSettings.DEFAULTS;
    FileData data = new FileData(format, settings, files);
    Dataset examples =
        switch (format) {
          case CSV -> data.examples().readLabelledOrNot(file);
          case TABLE -> data.table(file, same ? columns : List.of());
          default -> data.part(file, labels.orElse(null));
        };
    return data.shaped(examples);
  }

  /**
   * Examples with the labels of a file.
   *
   * @param format idx or npy
   * @throws org.vae4j.datasets.faults.BadDataException if it has none, or more or fewer
   */
  static Dataset labelled(FileFormat format, Dataset examples, Path labels) throws IOException {
    return ArrayExamples.labelled(
        examples, format == FileFormat.IDX ? IdxFile.read(labels) : NpyExamples.readLabels(labels));
  }

  /** Refuses options of formats other than this one, should one be given. */
  static void requireNone(Settings settings) {
    DataSettings data = settings.data();
    if (Stream.of(data.trainImages(), data.trainLabels(), data.testImages(), data.testLabels())
        .anyMatch(Objects::nonNull)) {
      throw new BadInputException(
          "--train-images and the like: expected with --dataset %s alone, got --dataset %s"
              .formatted(String.join(", ", FileFormat.names()), data.dataset()));
    }
    if (!settings.files().equals(FileSettings.DEFAULTS)) {
      throw new BadInputException(
          "--test-size and what else describes files: expected with --dataset %s alone, got --dataset %s"
              .formatted(String.join(", ", FileFormat.names()), data.dataset()));
    }
  }

  private void requireFitting() {
    require(data.trainImages() != null, "--train-images FILE", "none");
    require(
        data.dataDir() == null, "no --data-dir: --train-images names the files", data.dataDir());
    require(
        (data.testImages() != null) == files.testSize().isNone(),
        "either --test-images FILE, or --test-size N to set N random examples aside",
        data.testImages() == null ? "neither" : "both");
    require(
        data.testImages() != null || data.testLabels() == null,
        "--test-images with --test-labels",
        "--test-labels alone");
    require(
        format.hasLabelFiles() || (data.trainLabels() == null && data.testLabels() == null),
        "no files of labels",
        "--train-labels or --test-labels");
    require(
        format.hasColumns()
            || (files.labelColumn() == null
                && files.header() == FileSettings.DEFAULTS.header()
                && files.missing() == FileSettings.DEFAULTS.missing()),
        "no columns",
        "--label-column, --header or --missing");
    require(format == FileFormat.CSV || files.schema() == null, "no columns", "--schema");
    require(
        format == FileFormat.TABLE
            || (files.separator() == null
                && files.encoding() == null
                && files.decimal() == null
                && files.missingWords().isEmpty()
                && files.columns().isEmpty()),
        "no table",
        "--separator, --encoding, --decimal, --missing-words or --columns");
    require(
        format == FileFormat.NPY || files.values() == ArrayValues.AS_IS, "no arrays", "--values");
    require(
        format == FileFormat.IMAGES
            || (files.resize() == Resize.NONE
                && files.colour() == Colour.GREY
                && files.unreadable() == Unreadable.REFUSE
                && files.background() == Background.BLACK
                && files.orientation() == Orientation.STORED),
        "no folders of images",
        "--resize, --colour, --unreadable, --background or --orientation");
  }

  private void require(boolean condition, String expected, Object found) {
    if (!condition) {
      throw new BadInputException(
          "--dataset %s: expected %s, got %s".formatted(format.label(), expected, found));
    }
  }

  private StoredData csv() throws IOException {
    CsvExamples examples = examples();
    if (data.testImages() == null) {
      return stored(examples.read(data.trainImages()));
    }
    DatasetSplits both = examples.read(data.trainImages(), data.testImages());
    return stored(both.train(), both.test());
  }

  private StoredData table() throws IOException {
    TableReading reading = readingOf(data.trainImages());
    Optional<String> label = Optional.ofNullable(files.labelColumn());
    Dataset train = present(TableReader.read(data.trainImages(), reading, label));
    if (data.testImages() == null) {
      return stored(train);
    }
    TableReading testReading =
        ParquetFile.is(data.testImages()) == reading.isParquet()
            ? reading
            : reading(data.testImages(), reading.columns());
    return ofOneClasses(
        train,
        present(TableReader.readMore(data.testImages(), testReading, label, train.columns())));
  }

  /** A table by itself, or read as one before, whose columns are known. */
  private Dataset table(Path file, List<Column> columns) throws IOException {
    Optional<String> label = Optional.ofNullable(files.labelColumn());
    return present(
        columns.isEmpty()
            ? TableReader.read(file, readingOf(file), label)
            : TableReader.readMore(
                file,
                reading(file, files.columns().stream().map(ColumnReading::parse).toList()),
                label,
                columns));
  }

  private TableReading readingOf(Path file) throws IOException {
    Optional<TableReading> said = TableReading.said(file, files.table());
    return said.isPresent() ? said.get() : TableGuess.of(file, files.table()).reading();
  }

  /** Another file of the same columns may be written in another way: as text, or in Parquet. */
  private TableReading reading(Path file, List<ColumnReading> columns) throws IOException {
    return new TableReading(TableFormat.of(file, files.table()), columns);
  }

  /** Refuses what is missing, unless it is to be filled in. */
  private Dataset present(Dataset table) {
    if (files.missing() == MissingValues.REFUSE && table.hasMissing()) {
      for (int n = 0; n < table.size(); n++) {
        for (int j = 0; j < table.columns().size(); j++) {
          if (Float.isNaN(table.value(n, j))) {
            throw BadDataException.of(
                table.place(n, j), "a value (--missing impute fills in what is missing)", "none");
          }
        }
      }
    }
    return table;
  }

  private StoredData stored(Dataset whole) {
    return new StoredData(shaped(whole), Optional.empty());
  }

  private StoredData stored(Dataset train, Dataset test) {
    return new StoredData(shaped(train), Optional.of(shaped(test)));
  }

  private CsvExamples examples() throws IOException {
    return new CsvExamples(
        files.schema() == null ? Optional.empty() : Optional.of(CsvSchema.read(files.schema())),
        Optional.ofNullable(files.labelColumn()),
        files.missing(),
        files.header());
  }

  private StoredData parts() throws IOException {
    Dataset train = part(data.trainImages(), data.trainLabels());
    return data.testImages() == null
        ? stored(train)
        : ofOneClasses(train, part(data.testImages(), data.testLabels()));
  }

  /** With one numbering of the classes of both. */
  private StoredData ofOneClasses(Dataset train, Dataset test) {
    if (!train.hasLabels() || !test.hasLabels()) {
      return stored(train, test);
    }
    List<String> classes =
        ClassNames.of(
            Stream.concat(train.classNames().stream(), test.classNames().stream()).toList());
    return stored(train.withClassNames(classes), test.withClassNames(classes));
  }

  /** Named by its file, for messages. */
  private Dataset part(Path file, Path labels) throws IOException {
    String name = file.toString();
    return switch (format) {
      case IDX -> ArrayExamples.of(name, IdxFile.read(file), idxLabels(labels));
      case NPY -> NpyExamples.read(name, file, Optional.ofNullable(labels), files.values());
      case AMAT -> AmatFile.read(name, file);
      case IMAGES ->
          new ImageFolder(
                  files.size(),
                  files.colour(),
                  files.resize(),
                  files.unreadable(),
                  files.background(),
                  files.orientation())
              .read(name, file);
      case CSV, TABLE -> throw new IllegalStateException("both parts of a table are read at once");
    };
  }

  private static Optional<NumericArray> idxLabels(Path labels) throws IOException {
    return labels == null ? Optional.empty() : Optional.of(IdxFile.read(labels));
  }

  /** Rows seen as images of the size that is asked for; images have it by then. */
  private Dataset shaped(Dataset part) {
    return files
        .size()
        .filter(size -> format != FileFormat.IMAGES)
        .map(size -> part.withShape(ImageShape.grey(size.height(), size.width())))
        .orElse(part);
  }
}
