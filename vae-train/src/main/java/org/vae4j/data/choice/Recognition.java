package org.vae4j.data.choice;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.datasets.images.Background;
import org.vae4j.datasets.images.Colour;
import org.vae4j.datasets.images.ImageFolder;
import org.vae4j.datasets.images.ImageFormat;
import org.vae4j.datasets.images.ImageSurvey;
import org.vae4j.datasets.images.Orientation;
import org.vae4j.datasets.images.Resize;
import org.vae4j.datasets.parquet.ParquetFile;
import org.vae4j.datasets.storage.FileContent;
import org.vae4j.datasets.tables.TableGuess;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.ConstantNames;
import org.vae4j.settings.FileFormat;
import org.vae4j.settings.FileSettings;

/** What a file or a folder is, by its content: its name is not looked at. */
final class Recognition {
  private static final String NOT_DATA =
      "%s: expected idx, npy, npz, amat, a table as text or Parquet, or a folder of images, found %s";

  private static final int LOOK = 4096;
  private static final int LONGEST_SIDE = 64;
  private static final String TRAIN_IMAGES = "train-images";
  private static final String TRAIN_LABELS = "train-labels";
  private static final String TEST_IMAGES = "test-images";
  private static final String TEST_LABELS = "test-labels";
  private static final String DATASET = "dataset";

  private static final Pattern NUMBERS =
      Pattern.compile("\\s*[+-]?[0-9.][0-9.eE+-]*([ ]+[+-]?[0-9.][0-9.eE+-]*)+\\s*");

  private final Path data;
  private final FileSettings files;
  private final Set<String> said;

  private Recognition(Path data, FileSettings files, Set<String> said) {
    this.data = data;
    this.files = files;
    this.said = said;
  }

  /**
   * What the data are, as settings to read them by.
   *
   * @param data a file or a folder
   * @param files what the user says of it
   * @param said the names of the settings that the user gives: lines tell of these as they are said
   * @throws BadInputException if it is nothing that can be read
   * @throws org.vae4j.datasets.faults.BadDataException if it is damaged
   */
  static Choice of(Path data, FileSettings files, Set<String> said) throws IOException {
    if (!Files.exists(data)) {
      if (ArrayRecognition.fileOf(data).filter(Files::isRegularFile).isPresent()) {
        return arrays(files, said).named(data);
      }
      throw new BadInputException(
          data
              + ": expected a file or a folder of data, found none (a data set by name is --dataset NAME)");
    }
    Recognition recognition = new Recognition(data, files, said);
    return Files.isDirectory(data) ? recognition.folder() : recognition.file();
  }

  private Choice folder() throws IOException {
    Optional<Choice> mnist = fourFiles();
    if (mnist.isPresent()) {
      return mnist.get();
    }
    List<Path> visible;
    try (Stream<Path> entries = Files.list(data)) {
      visible =
          entries
              .filter(path -> !path.getFileName().toString().startsWith("."))
              .filter(path -> !isAside(path))
              .sorted()
              .toList();
    }
    if (visible.size() == 1
        && Files.isRegularFile(visible.get(0))
        && ImageFormat.of(visible.get(0)).isEmpty()) {
      return new Recognition(visible.get(0), files, said).file();
    }
    if (visible.isEmpty()) {
      throw new BadInputException(NOT_DATA.formatted(data, "an empty folder"));
    }
    requireImages(visible);
    return images();
  }

  private void requireImages(List<Path> visible) throws IOException {
    for (Path path : visible) {
      if (!Files.isRegularFile(path) || ImageFormat.of(path).isPresent()) {
        return;
      }
    }
    throw new BadInputException(
        "%s: expected images, or a single file of data, found %d files (point at one, such as %s)"
            .formatted(data, visible.size(), visible.get(0).getFileName()));
  }

  private static boolean isAside(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path)
        && (name.startsWith("readme")
            || name.startsWith("license")
            || name.equals("thumbs.db")
            || name.equals("desktop.ini"));
  }

  /** MNIST's own, whatever is in them. */
  private Optional<Choice> fourFiles() throws IOException {
    Choice choice = new Choice().set(DATASET, FileFormat.IDX.label());
    Map<String, String> names =
        Map.of(
            TRAIN_IMAGES, "train-images[.-]idx3-ubyte(\\.gz)?",
            TRAIN_LABELS, "train-labels[.-]idx1-ubyte(\\.gz)?",
            TEST_IMAGES, "t(10k|est)-images[.-]idx3-ubyte(\\.gz)?",
            TEST_LABELS, "t(10k|est)-labels[.-]idx1-ubyte(\\.gz)?");
    for (String setting : List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)) {
      Optional<Path> file = named(names.get(setting));
      if (file.isEmpty()) {
        return Optional.empty();
      }
      choice.set(setting, file.get());
    }
    return Optional.of(choice.tell("images and labels in MNIST's four idx files"));
  }

  private Optional<Path> named(String pattern) throws IOException {
    try (Stream<Path> entries = Files.list(data)) {
      return entries
          .filter(path -> path.getFileName().toString().matches(pattern))
          .sorted()
          .findFirst();
    }
  }

  private Choice images() throws IOException {
    ImageSurvey survey = ImageSurvey.of(data);
    ImageFolder.Size size = files.size().orElseGet(() -> survey.size(LONGEST_SIDE));
    boolean resized = survey.sizes().size() > 1 || !survey.sizes().containsKey(size);
    boolean grey = said.contains("colour") ? files.colour() == Colour.GREY : survey.grey();
    Resize resize = said.contains("resize") ? files.resize() : Resize.CROP;
    Background background = said.contains("background") ? files.background() : Background.WHITE;
    boolean upright = !said.contains("orientation") || files.orientation() == Orientation.EXIF;
    Choice choice =
        new Choice()
            .set(DATASET, FileFormat.IMAGES.label())
            .set(TRAIN_IMAGES, data)
            .set("colour", survey.grey() ? "grey" : "rgb")
            .set("image-size", size)
            .set("resize", resized ? "crop" : "none")
            .set("unreadable", survey.unreadable() > 0 ? "skip" : "refuse")
            .set("background", "white")
            .set("orientation", "exif");
    choice.tell(
        "%,d images%s, %s, %s"
            .formatted(
                survey.count(),
                survey.classes() == 0 ? "" : " in %d classes".formatted(survey.classes()),
                grey ? "grey" : "in colour",
                resized ? sizes(survey, size, resize) : "all of " + size));
    String notes =
        Stream.of(
                told(
                    survey.transparent(),
                    "with transparent parts, which become " + ConstantNames.of(background)),
                told(upright ? survey.turned() : 0, "turned upright, as the camera noted"))
            .filter(note -> !note.isEmpty())
            .collect(Collectors.joining("; "));
    return notes.isEmpty() ? choice : choice.tell(notes);
  }

  private static String told(int count, String what) {
    return count == 0 ? "" : count + " " + what;
  }

  private static String sizes(ImageSurvey survey, ImageFolder.Size size, Resize resize) {
    if (survey.sizes().size() == 1) {
      return "of %s, brought to %s".formatted(survey.sizes().keySet().iterator().next(), size);
    }
    String how =
        switch (resize) {
          case NONE, CROP -> "scaling and cutting off what stands out";
          case FIT -> "scaling and filling up what lacks";
          case STRETCH -> "stretching";
        };
    return "of %d sizes, brought to %s by %s".formatted(survey.sizes().size(), size, how);
  }

  private static ArrayRecognition arrays(FileSettings files, Set<String> said) {
    return new ArrayRecognition(
        said.contains("values") ? Optional.of(files.values()) : Optional.empty());
  }

  private Choice file() throws IOException {
    String start = start(data);
    if (start.isEmpty()) {
      throw new BadInputException(NOT_DATA.formatted(data, "an empty file"));
    }
    if (ParquetFile.is(data)) {
      return table();
    }
    Optional<String> other = OtherFormat.of(start);
    if (other.isPresent()) {
      throw new BadInputException(NOT_DATA.formatted(data, other.get()));
    }
    if (ImageFormat.of(data).isPresent()) {
      throw new BadInputException(
          data + ": expected a folder of images, found a single one (give its folder)");
    }
    if (start.startsWith("PK\u0003\u0004")) {
      return arrays(files, said).zip(data);
    }
    if (start.startsWith("\u0093NUMPY")) {
      return arrays(files, said).npy(data);
    }
    if (isIdx(start)) {
      return idx();
    }
    return isBlankSeparated(start) ? amat() : table();
  }

  /** Of the content, unpacked if it is gzipped; each byte a character. */
  private static String start(Path file) throws IOException {
    try (InputStream content = FileContent.open(file)) {
      return new String(content.readNBytes(LOOK), StandardCharsets.ISO_8859_1);
    }
  }

  private static boolean isIdx(String start) {
    return start.length() >= Integer.BYTES
        && ByteBuffer.wrap(start.getBytes(StandardCharsets.ISO_8859_1)).getShort() == 0
        && "\b\t\u000b\f\r\u000e".indexOf(start.charAt(2)) >= 0
        && start.charAt(3) >= 1
        && start.charAt(3) <= 4;
  }

  private Choice idx() {
    Choice choice =
        new Choice()
            .set(DATASET, FileFormat.IDX.label())
            .set(TRAIN_IMAGES, data)
            .tell("images in an idx file");
    String name = data.getFileName().toString();
    Path labels = data.resolveSibling(name.replace("images", "labels").replace("idx3", "idx1"));
    return !said.contains(TRAIN_LABELS) && !labels.equals(data) && Files.isRegularFile(labels)
        ? choice.set(TRAIN_LABELS, labels).tell("labels in " + labels.getFileName())
        : choice;
  }

  private static boolean isBlankSeparated(String start) {
    List<String> lines = start.lines().limit(3).toList();
    return !lines.isEmpty()
        && lines.stream()
            .limit(Math.max(1, lines.size() - 1))
            .allMatch(line -> NUMBERS.matcher(line).matches());
  }

  private Choice amat() {
    return new Choice()
        .set(DATASET, FileFormat.AMAT.label())
        .set(TRAIN_IMAGES, data)
        .tell("rows of numbers with blanks between them");
  }

  private Choice table() throws IOException {
    TableGuess guess = TableGuess.of(data, files.table());
    Choice choice =
        new Choice()
            .set(DATASET, FileFormat.TABLE.label())
            .set(TRAIN_IMAGES, data)
            .add(TableSettings.of(guess));
    guess.notes().forEach(choice::tell);
    return choice;
  }
}
