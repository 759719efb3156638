package org.vae4j.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;

class ImageFolderTest {
  @TempDir Path folder;

  private static BufferedImage grey(int height, int width, int... levels) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, width, height, levels);
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static ImageFolder reading(Colour colour, Resize resize, Unreadable unreadable) {
    return new ImageFolder(Optional.empty(), colour, resize, unreadable);
  }

  private void assertRefused(ImageFolder images, String... parts) {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> images.read("set", folder))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
  }

  @Test
  void subFoldersAreClassesInOrder() throws IOException {
    write("b/1.png", encoded(grey(1, 2, 1, 2), "png"));
    write("a/2.png", encoded(grey(1, 2, 3, 4), "png"));
    write("a/10.bmp", encoded(grey(1, 2, 5, 6), "bmp"));
    write("a/.hidden", new byte[3]);
    Dataset dataset = ImageFolder.STANDARD.read("set", folder);
    assertThat(dataset.classNames()).containsExactly("a", "b");
    assertThat(dataset.labels()).containsExactly(0, 0, 1);
    assertThat(dataset.bytes(0)).containsExactly(5, 6);
    assertThat(dataset.bytes(1)).containsExactly(3, 4);
    assertThat(dataset.bytes(2)).containsExactly(1, 2);
  }

  @Test
  void withoutSubFoldersThereAreNoLabels() throws IOException {
    write("x.png", encoded(grey(2, 1, 7, 8), "png"));
    Dataset dataset = ImageFolder.STANDARD.read("set", folder);
    assertThat(dataset.hasLabels()).isFalse();
    assertThat(dataset.shape()).isEqualTo(ImageShape.grey(2, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif"})
  void losslessFormatsKeepEveryLevel(String format) throws IOException {
    int[] levels = new int[256];
    Arrays.setAll(levels, i -> i);
    write("x." + format, encoded(grey(16, 16, levels), format));
    byte[] read = ImageFolder.STANDARD.read("set", folder).bytes(0);
    for (int i = 0; i < 256; i++) {
      assertThat(read[i] & 0xff).isEqualTo(i);
    }
  }

  private static BufferedImage deep(int... levels) {
    BufferedImage image = new BufferedImage(levels.length, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, levels.length, 1, levels);
    return image;
  }

  private static float[] stored(Dataset dataset, int example) {
    float[] values = new float[dataset.features()];
    for (int i = 0; i < values.length; i++) {
      values[i] = dataset.value(example, i);
    }
    return values;
  }

  @Test
  void sixteenBitsOfGreyStay() throws IOException {
    write("x.png", encoded(deep(0, 1, 255, 65_535), "png"));
    Dataset dataset = ImageFolder.STANDARD.read("set", folder);
    assertThat(dataset.levels()).isEqualTo(65_536);
    assertThat(stored(dataset, 0)).containsExactly(0, 1, 255, 65_535);
    float[] x = new float[4];
    dataset.reader().read(0, 0, x, 0);
    assertThat(x).containsExactly(0, 1 / 65_535f, 255 / 65_535f, 1);
  }

  /** 257 k / 65,535 is k / 255. */
  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1"})
  void eightBitsBesideSixteenAreTheSameGrey(int deep, int shallow) throws IOException {
    write(deep + ".png", encoded(deep(7, 65_535), "png"));
    write(shallow + ".png", encoded(grey(1, 2, 128, 255), "png"));
    Dataset dataset = ImageFolder.STANDARD.read("set", folder);
    assertThat(stored(dataset, deep - 1)).containsExactly(7, 65_535);
    assertThat(stored(dataset, shallow - 1)).containsExactly(128 * 257, 65_535);
  }

  @Test
  void whatLiesAboutIsLeftOut() throws IOException {
    byte[] image = encoded(grey(1, 1, 9), "png");
    byte[] other = {1, 2, 3};
    for (String stray : new String[] {"Thumbs.db", "desktop.ini", "README", "licence.md", "n~"}) {
      write(stray, other);
      write("b/" + stray, other);
    }
    write("__MACOSX/b/1.png", other);
    write("a/1.png", image);
    write("b/2.png", image);
    Dataset dataset = ImageFolder.STANDARD.read("set", folder);
    assertThat(dataset.size()).isEqualTo(2);
    assertThat(dataset.classNames()).containsExactly("a", "b");
    assertThat(ImageFolder.STANDARD.read("b", folder.resolve("b")).size()).isEqualTo(1);
  }

  /** The names of what some system or person leaves in a folder of images. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ehthumbs.db",
        "Picasa.ini",
        "Icon",
        "Icon\r",
        "Thumbs.db:encryptable",
        "dataset.zip",
        "archive.tar.gz",
        "download.sh",
        "data.py",
        "SHA256SUMS",
        "checksums.sha1",
        "index.rdf",
        "BMI.txt",
        "@eaDir/1.png",
        "$RECYCLE.BIN/1.png",
        "System Volume Information/1.png",
        ".thumbnails/1.png"
      })
  void straysAreLeftOutWhereverTheyLie(String stray) throws IOException {
    byte[] other = "BMI,age\n22.5,40\n18.0,31\n".getBytes(StandardCharsets.US_ASCII);
    for (String place : new String[] {"", "0/"}) {
      write(place + stray, other);
    }
    write("0/1.png", encoded(grey(1, 1, 9), "png"));
    write("1/1.png", encoded(grey(1, 1, 8), "png"));
    Dataset dataset = ImageFolder.STANDARD.read("set", folder);
    assertThat(dataset.size()).isEqualTo(2);
    assertThat(dataset.classNames()).containsExactly("0", "1");
    assertThat(ImageSurvey.of(folder).count()).isEqualTo(2);
    assertThat(ImageSurvey.of(folder).classes()).isEqualTo(2);
  }

  @Test
  void imagesAreImagesWhateverTheirNames() throws IOException {
    int count = 0;
    for (String name :
        new String[] {"notice_0.png", "readme.PNG", "authors-1.bmp", "licence.gif"}) {
      String format = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      write("notice/" + name, encoded(grey(1, 1, ++count), format));
    }
    for (String format : new String[] {"png", "jpg", "bmp", "gif"}) {
      write("other/of-" + format, encoded(grey(1, 1, 7), format));
      write("other/" + format + ".dat", encoded(grey(1, 1, 7), format));
    }
    Dataset dataset = ImageFolder.STANDARD.read("set", folder);
    assertThat(dataset.classNames()).containsExactly("notice", "other");
    assertThat(dataset.labels()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
  }

  /**
   * Of a format that is not read, damaged or empty: an error, or counted with --unreadable skip.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tif", "tiff", "webp", "heic", "JPG", "jpeg", "bmp", "gif", "png"})
  void picturesThatCannotBeReadAreNoStrays(String ending) throws IOException {
    write("1.png", encoded(grey(1, 1, 9), "png"));
    write("2." + ending, new byte[40]);
    assertRefused(
        ImageFolder.STANDARD, "2." + ending, "expected a PNG, JPEG, BMP or GIF image, found");
    ImageFolder skipping = reading(Colour.GREY, Resize.NONE, Unreadable.SKIP);
    assertThat(skipping.read("set", folder).size()).isEqualTo(1);
    assertThat(ImageSurvey.of(folder).unreadable()).isEqualTo(1);
  }

  private List<String> told(Class<?> by, ImageFolder reading) throws IOException {
    Logger log = (Logger) LoggerFactory.getLogger(by);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    Level before = log.getLevel();
    log.setLevel(Level.INFO);
    log.addAppender(said);
    try {
      reading.read("set", folder);
    } finally {
      log.detachAppender(said);
      log.setLevel(before);
    }
    return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void brokenImagesAreToldByNameInOneLine() throws IOException {
    byte[] whole = encoded(grey(1, 2, 1, 2), "png");
    write("1.png", whole);
    write("cut.png", Arrays.copyOf(whole, whole.length - 5));
    ImageFolder skipping = reading(Colour.GREY, Resize.NONE, Unreadable.SKIP);
    String remedy = " (save again or delete; --unreadable refuse tells what is wrong)";
    assertThat(told(ImageFolder.class, skipping))
        .containsExactly(folder + ": left out 1 file that is no whole image: cut.png" + remedy);
    write("text.png", "no image at all".getBytes(StandardCharsets.US_ASCII));
    assertThat(told(ImageFolder.class, skipping))
        .containsExactly(
            folder + ": left out 2 files that are no whole images: cut.png, text.png" + remedy);
  }

  @Test
  void whatWasLeftOutIsCountedInOneLine() throws IOException {
    write("a/1.png", encoded(grey(1, 1, 9), "png"));
    write("a/x.py", new byte[3]);
    write("a/@eaDir/1.png", new byte[3]);
    write("list.csv", new byte[3]);
    assertThat(told(FolderEntries.class, ImageFolder.STANDARD))
        .containsExactly(
            folder
                + ": left out 2 files and 1 folder that are no image: list.csv, a/@eaDir, a/x.py"
                    .replace("/", folder.getFileSystem().getSeparator()));
  }

  /** JPEG loses little of a smooth image: of a plain one, at most rounding. */
  @Test
  void readsJpeg() throws IOException {
    int[] levels = new int[64];
    Arrays.fill(levels, 100);
    write("x.jpg", encoded(grey(8, 8, levels), "jpg"));
    for (byte level : ImageFolder.STANDARD.read("set", folder).bytes(0)) {
      assertThat(level & 0xff).isBetween(98, 102);
    }
  }

  @Test
  void colourGoesByChannelAndGreyByLuma() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x0a141e);
    image.setRGB(1, 0, 0xff0000);
    write("x.png", encoded(image, "png"));
    Dataset rgb = reading(Colour.RGB, Resize.NONE, Unreadable.REFUSE).read("set", folder);
    assertThat(rgb.shape()).isEqualTo(new ImageShape(1, 2, 3));
    assertThat(rgb.bytes(0)).containsExactly(10, 255, 20, 0, 30, 0);
    // 0.299·10 + 0.587·20 + 0.114·30 = 18.15; 0.299·255 = 76.2
    assertThat(ImageFolder.STANDARD.read("set", folder).bytes(0)).containsExactly(18, 76);
  }

  @Test
  void transparentIsBlackToThatDegree() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ffffff);
    image.setRGB(1, 0, 0x80ffffff);
    write("x.png", encoded(image, "png"));
    assertThat(ImageFolder.STANDARD.read("set", folder).bytes(0)).containsExactly(0, 128);
  }

  @ParameterizedTest
  @CsvSource({
    // 2x4 of 0 40 80 120 | 10 50 90 130: means of areas, worked out by hand
    "STRETCH, 2, 2, '20 100 30 110'",
    "STRETCH, 1, 1, '65'",
    "STRETCH, 4, 4, '0 40 80 120 0 40 80 120 10 50 90 130 10 50 90 130'",
    "FIT, 2, 2, '10 50 15 55'",
    "CROP, 2, 2, '40 80 50 90'",
    "FIT, 4, 4, '0 0 0 0 0 40 80 120 10 50 90 130 0 0 0 0'",
    "CROP, 1, 1, '65'",
  })
  void resizesByTheMeanOfAreas(Resize resize, int height, int width, String expected)
      throws IOException {
    write("x.png", encoded(grey(2, 4, 0, 40, 80, 120, 10, 50, 90, 130), "png"));
    ImageFolder images =
        new ImageFolder(
            Optional.of(new ImageFolder.Size(height, width)),
            Colour.GREY,
            resize,
            Unreadable.REFUSE);
    byte[] read = images.read("set", folder).bytes(0);
    String[] levels = expected.split(" ");
    assertThat(read).hasSameSizeAs(levels);
    for (int i = 0; i < read.length; i++) {
      assertThat(read[i] & 0xff).isEqualTo(Integer.parseInt(levels[i]));
    }
  }

  @Test
  void otherSizesNeedAPolicy() throws IOException {
    write("1.png", encoded(grey(1, 2, 1, 2), "png"));
    write("2.png", encoded(grey(2, 2, 1, 2, 3, 4), "png"));
    assertRefused(ImageFolder.STANDARD, "2.png", "expected an image of 1x2", "found 2x2");
    assertThat(reading(Colour.GREY, Resize.STRETCH, Unreadable.REFUSE).read("set", folder).bytes(1))
        .containsExactly(2, 3);
  }

  @Test
  void unreadableFilesAreRefusedOrSkipped() throws IOException {
    byte[] whole = encoded(grey(1, 2, 1, 2), "png");
    write("1.png", whole);
    write("2.png", Arrays.copyOf(whole, whole.length - 5));
    write("3.txt", "no image at all".getBytes(StandardCharsets.US_ASCII));
    assertRefused(ImageFolder.STANDARD, "2.png, byte ", "cut off");
    ImageFolder skipping = reading(Colour.GREY, Resize.NONE, Unreadable.SKIP);
    assertThat(skipping.read("set", folder).size()).isEqualTo(1);
    Files.delete(folder.resolve("1.png"));
    assertRefused(skipping, "expected images, found unreadable files alone: 2.png");
  }

  /** Wherever it is cut, the end marker alone included; and with an end marker in the middle. */
  @Test
  void damagedJpegIsRefusedOrSkipped() throws IOException {
    int[] levels = new Random(1).ints(32 * 32, 0, 256).toArray();
    byte[] whole = encoded(grey(32, 32, levels), "jpg");
    write("1.jpg", whole);
    ImageFolder skipping = reading(Colour.GREY, Resize.NONE, Unreadable.SKIP);
    for (int cut : new int[] {1, 2, 3, 50, whole.length / 2}) {
      write("2.jpg", Arrays.copyOf(whole, whole.length - cut));
      assertRefused(ImageFolder.STANDARD, "2.jpg: expected a whole jpeg image, found damage");
      assertThat(skipping.read("set", folder).size()).isEqualTo(1);
    }
    byte[] ended = whole.clone();
    ended[whole.length - 200] = (byte) 0xff;
    ended[whole.length - 199] = (byte) 0xd9;
    write("2.jpg", ended);
    assertRefused(ImageFolder.STANDARD, "2.jpg: expected a whole jpeg image, found damage");
  }

  /** Cameras and editors put more behind the end marker. */
  @Test
  void jpegMayHaveMoreBehindItsEnd() throws IOException {
    byte[] whole = encoded(grey(8, 8, new int[64]), "jpg");
    write("1.jpg", Arrays.copyOf(whole, whole.length + 10));
    assertThat(ImageFolder.STANDARD.read("set", folder).size()).isEqualTo(1);
  }

  @Test
  void foldersHaveToHoldImages() throws IOException {
    assertRefused(
        ImageFolder.STANDARD, folder.toString(), "expected images, found an empty folder");
    write("x.dcm", new byte[300]);
    assertRefused(
        ImageFolder.STANDARD,
        folder + ": expected images, found none (PNG, JPEG, BMP or GIF), but 1 file: x.dcm");
    Files.createDirectories(folder.resolve("a"));
    assertRefused(ImageFolder.STANDARD, "expected images, found empty folders alone, such as a");
    write("a/1.png", encoded(grey(1, 1, 1), "png"));
    Files.createDirectories(folder.resolve("empty"));
    assertThat(ImageFolder.STANDARD.read("set", folder).classNames()).containsExactly("a", "empty");
    write("scripts/x.py", new byte[3]);
    assertRefused(
        ImageFolder.STANDARD,
        "scripts: expected images, found none (PNG, JPEG, BMP or GIF), but 1 file: x.py");
    write("2.png", encoded(grey(1, 1, 1), "png"));
    assertRefused(
        ImageFolder.STANDARD,
        folder
            + ": expected images alone, or folders of classes alone, found the photo 2.png beside the folder a");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> ImageFolder.STANDARD.read("set", folder.resolve("none")))
        .withMessageContaining("none: expected a folder of images, found none");
  }

  /** Seventy bytes that claim 2³¹ − 1 rows: refused before anything of that size is made. */
  @Test
  void claimedSizeIsNotAllocated() throws IOException {
    byte[] bytes = encoded(grey(1, 1, 1), "png");
    ByteBuffer header = ByteBuffer.wrap(bytes).putInt(16, 100_000).putInt(20, 100_000);
    CRC32 crc = new CRC32();
    crc.update(bytes, 12, 17);
    header.putInt(29, (int) crc.getValue());
    write("x.png", bytes);
    assertRefused(ImageFolder.STANDARD, "of 1 to 67108864 pixels, found 100000x100000");
  }

  @Test
  void damagedPngIsRefusedAtItsChunk() throws IOException {
    byte[] bytes = encoded(grey(1, 2, 1, 2), "png");
    bytes[45] ^= 1;
    write("x.png", bytes);
    assertRefused(ImageFolder.STANDARD, "x.png, byte 33: expected a chunk of checksum");
  }

  @Test
  void recordReaderGivesPixelsAndClass() throws Exception {
    write("a/1.png", encoded(grey(1, 2, 0, 255), "png"));
    write("b/1.png", encoded(grey(1, 2, 3, 4), "png"));
    ImageFolderRecordReader reader = new ImageFolderRecordReader();
    reader.initialize(new FileSplit(folder.toFile()));
    assertThat(((NDArrayWritable) reader.next().get(0)).get().toFloatVector())
        .containsExactly(0, 255);
    assertThat(reader.next().get(1)).isEqualTo(new IntWritable(1));
    assertThat(reader.getLabels()).containsExactly("a", "b");
  }

  /** Known from the first image on: no second one is read. */
  @Test
  void aFolderThatFitsNoArrayIsToldBeforeItIsRead() throws IOException {
    write("1.png", encoded(grey(1, 2, 1, 2), "png"));
    write("2.png", new byte[3]);
    ImageFolder huge =
        new ImageFolder(
            Optional.of(new ImageFolder.Size(40_000, 40_000)),
            Colour.GREY,
            Resize.STRETCH,
            Unreadable.REFUSE);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> huge.read("huge", folder))
        .withMessage(
            folder
                + ": expected at most 2147483639 values, found 2 images of 40000x40000 = 3200000000");
  }
}
