package org.vae4j.data.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.SettingsFile;

/** What files and folders are taken for, or the line that refuses them. */
class RecognitionTest {
  private static final String TABLE = "a,b\n0.5,1\n1.5,3\n2.5,4\n3.25,9\n";

  @TempDir private Path folder;

  private Path write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private Path write(String name, String content) throws IOException {
    return write(name, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Choice of(Path data) throws IOException {
    return of(data, Map.of());
  }

  private static Choice of(Path data, Map<String, String> flags) throws IOException {
    return Recognition.of(
        data, SettingsFile.draft(Optional.empty(), flags).files(), flags.keySet());
  }

  private static void assertRefused(Path data, String line) {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> of(data))
        .withMessage(data + line);
  }

  private static byte[] npy(String type, String shape, int count, IntToDoubleFunction value) {
    int bytes = type.charAt(type.length() - 1) - '0';
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n".formatted(type, shape);
    ByteBuffer file =
        ByteBuffer.allocate(10 + header.length() + bytes * count).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < count; i++) {
      double number = value.applyAsDouble(i);
      switch (type) {
        case "|u1" -> file.put((byte) number);
        case "<u2" -> file.putShort((short) (int) number);
        case "<f4" -> file.putFloat((float) number);
        default -> file.putDouble(number);
      }
    }
    return file.array();
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] idx(int... shape) {
    int count = 1;
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * shape.length);
    header.putInt(0x0800 + shape.length);
    for (int size : shape) {
      header.putInt(size);
      count *= size;
    }
    return ByteBuffer.allocate(header.capacity() + count).put(header.array()).array();
  }

  private static byte[] png(int size, boolean colour) throws IOException {
    BufferedImage image =
        new BufferedImage(
            size, size, colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    image.setRGB(0, 0, 0xff0000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "png", bytes)).isTrue();
    return bytes.toByteArray();
  }

  @Test
  void idxFileHasItsLabelsBesideIt() throws IOException {
    Path images = write("train-images-idx3-ubyte", idx(3, 4, 4));
    assertThat(of(images).settings())
        .isEqualTo(Map.of("dataset", "idx", "train-images", images.toString()));
    Path labels = write("train-labels-idx1-ubyte", idx(3));
    assertThat(of(images).settings()).containsEntry("train-labels", labels.toString());
    assertThat(of(images).notes())
        .containsExactly("images in an idx file", "labels in train-labels-idx1-ubyte");
  }

  @Test
  void contentDecidesAndNotTheName() throws IOException {
    assertThat(of(write("numbers.txt", idx(3, 4, 4))).settings()).containsEntry("dataset", "idx");
    assertThat(of(write("images.idx", TABLE)).settings()).containsEntry("dataset", "table");
    assertThat(of(write("X.rds", "X\n0.5\n1.5\n2.5\n")).settings())
        .containsEntry("dataset", "table");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(TABLE.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(of(write("packed", packed.toByteArray())).settings())
        .containsEntry("dataset", "table");
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte,"
        + " t10k-labels-idx1-ubyte",
    "train-images.idx3-ubyte, train-labels.idx1-ubyte, t10k-images.idx3-ubyte,"
        + " t10k-labels.idx1-ubyte"
  })
  void folderOfFourFilesHasATestSet(
      String images, String labels, String testImages, String testLabels) throws IOException {
    Path train = write("mnist/" + images, idx(3, 4, 4));
    write("mnist/" + labels, idx(3));
    Path test = write("mnist/" + testImages, idx(2, 4, 4));
    write("mnist/" + testLabels, idx(2));
    assertThat(of(train.getParent()).settings())
        .containsEntry("dataset", "idx")
        .containsEntry("train-images", train.toString())
        .containsEntry("test-images", test.toString())
        .containsKeys("train-labels", "test-labels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'|u1' | 4, 6, 6    | 255 | 0   |         | an array of numpy, 4 examples of 6x6: pixels",
        "<u2   | 4, 6, 6    | 999 | 0   |         | an array of numpy, 4 examples of 6x6: pixels",
        "<f4   | 4, 6, 6    | 255 | 0   | bytes   | an array of numpy, 4 examples of 6x6: pixels,"
            + " whole numbers from 0 to 255 in another type",
        "<f8   | 2, 72      | 255 | 0   | bytes   | an array of numpy, 2 examples of 72: pixels,"
            + " whole numbers from 0 to 255 in another type",
        "<f8   | 8, 18      | 255 | 0   |         | an array of numpy, 8 examples of 18: numbers",
        "<f4   | 4, 3, 4, 3 | 1   | -1  | signed  | an array of numpy, 4 examples of 3x4x3: pixels"
            + " from -1 to 1",
        "<f4   | 3, 3, 4, 4 | 1   | -1  | signed  | an array of numpy, 3 examples of 3x4x4: pixels"
            + " from -1 to 1",
        "<f4   | 4, 6, 6    | 1   | 0   |         | an array of numpy, 4 examples of 6x6: numbers",
        "<f4   | 3, 24, 2   | 1   | -1  |         | 3 examples of 24x2: taken for pictures of 24x2"
            + " numbers; if they are sequences of 24 steps, their order in time is not used"
      })
  void numbersOfArraysAreLookedAt(
      String type, String shape, double most, double least, String values, String note)
      throws IOException {
    boolean whole = most > 1;
    byte[] content =
        npy(
            type,
            shape,
            144,
            i -> {
              double number = least + (most - least) * (i % 12) / 11;
              return whole ? Math.rint(number) : number;
            });
    Path file = write("array.npy", content);
    Choice choice = of(file);
    assertThat(choice.settings())
        .isEqualTo(
            values == null
                ? Map.of("dataset", "npy", "train-images", file.toString())
                : Map.of("dataset", "npy", "train-images", file.toString(), "values", values));
    assertThat(choice.notes()).containsExactly(note);
  }

  @Test
  void arraysOfAnNpzFileAreFoundByTheirNames() throws IOException {
    byte[] x = npy("|u1", "4, 3, 3", 36, i -> i);
    byte[] y = npy("|u1", "4,", 4, i -> i % 2);
    Path labelled = write("a.npz", zip(Map.of("x.npy", x, "y.npy", y)));
    assertThat(of(labelled).settings())
        .isEqualTo(
            Map.of(
                "dataset",
                "npy",
                "train-images",
                labelled + "#x",
                "train-labels",
                labelled + "#y"));
    Path single = write("b.npz", zip(Map.of("faces.npy", x)));
    assertThat(of(single).settings())
        .isEqualTo(Map.of("dataset", "npy", "train-images", single + "#faces"));
    Path keras =
        write(
            "c.npz",
            zip(Map.of("x_train.npy", x, "y_train.npy", y, "x_test.npy", x, "y_test.npy", y)));
    assertThat(of(keras).settings())
        .isEqualTo(
            Map.of(
                "dataset",
                "npy",
                "train-images",
                keras + "#x_train",
                "train-labels",
                keras + "#y_train",
                "test-images",
                keras + "#x_test",
                "test-labels",
                keras + "#y_test"));
  }

  @Test
  void arrayThatIsAskedForByNameIsTaken() throws IOException {
    byte[] x = npy("|u1", "4, 3, 3", 36, i -> i);
    Path two = write("two.npz", zip(new TreeMap<>(Map.of("l.npy", x, "r.npy", x))));
    assertRefused(
        two, ": expected an array x, or a single one, found l, r (name it: " + two + "#l)");
    Path named = Path.of(two + "#l");
    assertThat(of(named).settings())
        .isEqualTo(Map.of("dataset", "npy", "train-images", named.toString()));
  }

  @Test
  void rowsOfNumbersWithBlanksAreAmat() throws IOException {
    assertThat(of(write("a.amat", "0 1 0.5\n1 0 0.25\n0 0 1\n")).settings())
        .containsEntry("dataset", "amat");
    assertThat(of(write("b.txt", "  1.0e+00 -2\n 3 4\n")).settings())
        .containsEntry("dataset", "amat");
  }

  @Test
  void folderOfImagesHasClassesOrNone() throws IOException {
    for (int i = 0; i < 3; i++) {
      write("plain/" + i + ".png", png(8, false));
      write("classes/cats/" + i + ".png", png(8, true));
      write("classes/dogs/" + i + ".png", png(i == 0 ? 80 : 100, false));
    }
    assertThat(of(folder.resolve("plain")).settings())
        .containsEntry("dataset", "images")
        .containsEntry("colour", "grey")
        .containsEntry("image-size", "8x8")
        .containsEntry("resize", "none");
    assertThat(of(folder.resolve("plain")).notes()).containsExactly("3 images, grey, all of 8x8");
    write("classes/dogs/broken.png", "no image at all");
    Choice classes = of(folder.resolve("classes"));
    assertThat(classes.settings())
        .containsEntry("colour", "rgb")
        .containsEntry("image-size", "8x8")
        .containsEntry("resize", "crop")
        .containsEntry("unreadable", "skip");
    assertThat(classes.notes())
        .containsExactly(
            "6 images in 2 classes, in colour, of 3 sizes, brought to 8x8 by scaling and cutting"
                + " off what stands out");
  }

  /** What a flag says is not told as if it had been guessed. */
  @Test
  void linesTellOfImagesAsFlagsSayTheyAre() throws IOException {
    write("mixed/a.png", png(8, true));
    write("mixed/b.png", png(9, false));
    Path mixed = folder.resolve("mixed");
    assertThat(of(mixed, Map.of("colour", "grey", "resize", "stretch")).notes())
        .containsExactly("2 images, grey, of 2 sizes, brought to 8x8 by stretching");
    assertThat(of(mixed, Map.of("resize", "fit")).notes())
        .containsExactly(
            "2 images, in colour, of 2 sizes, brought to 8x8 by scaling and filling up what lacks");
  }

  @Test
  void linesTellOfArraysAsFlagsSayTheyAre() throws IOException {
    Path array = write("levels.npy", npy("<f4", "4, 6, 6", 144, i -> i));
    assertThat(of(array).notes()).singleElement().asString().contains("pixels");
    Choice said = of(array, Map.of("values", "as-is"));
    assertThat(said.notes()).containsExactly("an array of numpy, 4 examples of 6x6: numbers");
    assertThat(said.settings()).doesNotContainKey("values");
  }

  @Test
  void labelsBesideAnIdxFileAreNotToldWhereOthersAreSaid() throws IOException {
    Path images = write("train-images-idx3-ubyte", idx(3, 4, 4));
    write("train-labels-idx1-ubyte", idx(3));
    assertThat(of(images, Map.of("train-labels", "others")).notes())
        .containsExactly("images in an idx file");
  }

  @Test
  void largeImagesAreBroughtToSixtyFour() throws IOException {
    write("large/a.png", png(100, false));
    write("large/b.png", png(100, false));
    assertThat(of(folder.resolve("large")).settings())
        .containsEntry("image-size", "64x64")
        .containsEntry("resize", "crop");
    assertThat(of(folder.resolve("large")).notes())
        .containsExactly("2 images, grey, of 100x100, brought to 64x64");
  }

  @Test
  void folderMayHaveATableAndWhatIsToldOfIt() throws IOException {
    Path table = write("data/people.csv", TABLE);
    write("data/README.md", "where they come from");
    write("data/.DS_Store", "x");
    assertThat(of(table.getParent()).settings())
        .containsEntry("dataset", "table")
        .containsEntry("train-images", table.toString());
    write("data/more.csv", TABLE);
    assertRefused(
        table.getParent(),
        ": expected images, or a single file of data, found 2 files (point at one, such as"
            + " more.csv)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\u0089HDF\r\n' | an HDF5 file (numpy can save its arrays as .npy)",
        "%PDF-1.4 | a PDF (its tables have to be exported as CSV)",
        "'\u0080\u0004\u0095x' | a Python pickle (numpy can save an array as .npy)",
        "'\u0080\u0002}q' | a Python pickle (numpy can save an array as .npy)",
        "SQLite format 3 | an SQLite database (export the table as CSV)",
        "'\u00d0\u00cf\u0011\u00e0' | an old Excel workbook (save the sheet as CSV)",
        "'RDX3\nX' | an R object (write.csv saves a table as CSV)",
        "MATLAB 5.0 MAT-file | a MATLAB file (writematrix saves a matrix as CSV)",
        "'% of irises\n@RELATION iris' | an ARFF file (save it as CSV)",
        "'[{\"a\": 1}]' | JSON (pandas: read_json(...).to_csv(...))",
        "'<!DOCTYPE html>' | a web page or XML (download the data themselves)"
      })
  void otherFormatsAreNamed(String start, String found) throws IOException {
    assertRefused(
        write("data.csv", start),
        ": expected idx, npy, npz, amat, a table as text or Parquet, or a folder of images, found "
            + found);
  }

  @Test
  void whatIsNoDataIsRefusedInOneLine() throws IOException {
    assertRefused(
        folder.resolve("none"),
        ": expected a file or a folder of data, found none (a data set by name is --dataset NAME)");
    assertRefused(
        write("empty", ""),
        ": expected idx, npy, npz, amat, a table as text or Parquet, or a folder of images, found an empty file");
    assertRefused(
        Files.createDirectory(folder.resolve("hollow")),
        ": expected idx, npy, npz, amat, a table as text or Parquet, or a folder of images, found an empty folder");
    assertRefused(
        write("one.png", png(8, true)),
        ": expected a folder of images, found a single one (give its folder)");
    assertRefused(
        write("book.xlsx", zip(Map.of("xl/workbook.xml", new byte[1]))),
        ": expected a table as text, found an Excel workbook (save the sheet as CSV)");
    assertRefused(
        write("photos.zip", zip(Map.of("a.png", png(8, true)))),
        ": expected arrays of numpy, found a zip archive of other files (unpack it)");
    assertRefused(
        write("arrays.zip", zip(Map.of("x.npy", npy("|u1", "4, 3", 12, i -> i)))),
        ": expected arrays of numpy in a file .npz, found another name (rename it)");
    Path damaged = write("cut.npz", "PK\u0003\u0004 and no more");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> of(damaged))
        .withMessageStartingWith(damaged + ": expected a whole zip or npz file, found damage (");
  }
}
