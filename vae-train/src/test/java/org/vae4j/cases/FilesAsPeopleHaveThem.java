package org.vae4j.cases;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Small files, each after a situation in which people met a program that did not take theirs. */
final class FilesAsPeopleHaveThem {
  private static final int ROWS = 240;

  private final Path folder;
  private final Random random = new Random(1);

  FilesAsPeopleHaveThem(Path folder) {
    this.folder = folder;
  }

  private Path text(String name, Charset charset, String header, int rows, IntFunction<String> row)
      throws IOException {
    String text =
        header
            + "\n"
            + IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n", "", "\n"));
    return Files.write(folder.resolve(name), text.getBytes(charset));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private String oneOf(String... words) {
    return words[random.nextInt(words.length)];
  }

  /** Text beside numbers. */
  Path employees() throws IOException {
    return text(
        "employees.csv",
        StandardCharsets.UTF_8,
        "sex,age,city,income,job",
        ROWS,
        i ->
            "%s,%d,%s,%s,%s"
                .formatted(
                    oneOf("F", "M"),
                    20 + random.nextInt(45),
                    oneOf("Boulder", "Anaheim", "Concord"),
                    number("%.2f", 50_000 + 12_000 * random.nextGaussian()),
                    oneOf("supp", "mgmt", "tech")));
  }

  /** Semicolons, quoted names, line ends of Windows, a quality of few whole numbers. */
  Path wine() throws IOException {
    Path file =
        text(
            "wine.csv",
            StandardCharsets.UTF_8,
            "\"fixed acidity\";\"volatile acidity\";\"density\";\"quality\"",
            ROWS,
            i ->
                "%s;%s;%s;%d"
                    .formatted(
                        number("%.1f", 7 + random.nextGaussian()),
                        number("%.2f", 0.4 + 0.1 * random.nextGaussian()),
                        number("%.5f", 0.995 + 0.002 * random.nextGaussian()),
                        3 + random.nextInt(6)));
    return Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
  }

  /** Decimal commas and umlauts in Latin-1. */
  Path messwerte() throws IOException {
    return text(
        "messwerte.csv",
        StandardCharsets.ISO_8859_1,
        "Größe;Gewicht;Straße",
        ROWS,
        i ->
            "%s;%s;%s"
                .formatted(
                    number("%.1f", 175 + 9 * random.nextGaussian()).replace('.', ','),
                    number("%.1f", 72 + 9 * random.nextGaussian()).replace('.', ','),
                    oneOf("Süd", "West", "Nord")));
  }

  /** Tabs, no header, every twentieth value missing. */
  Path gaussianMissing() throws IOException {
    return text(
        "gaussian-missing.tsv",
        StandardCharsets.UTF_8,
        "0.5\t1.5\t-0.5\t0.1\t0.2",
        599,
        i -> {
          double factor = random.nextGaussian();
          return IntStream.range(0, 5)
              .mapToObj(
                  j ->
                      random.nextInt(20) == 0
                          ? "nan"
                          : number("%e", factor * (j + 1) + 0.3 * random.nextGaussian()))
              .collect(Collectors.joining("\t"));
        });
  }

  /** An index without name, dates, True and False. */
  Path pandas() throws IOException {
    return text(
        "pandas.csv",
        StandardCharsets.UTF_8,
        ",when,active,score",
        ROWS,
        i ->
            "%d,2024-%02d-%02d,%s,%s"
                .formatted(
                    i,
                    1 + i % 12,
                    1 + i % 28,
                    oneOf("True", "False"),
                    number("%.4f", random.nextDouble())));
  }

  /** UTF-16 and tabs, an identifier, dates with the day first. */
  Path excelUnicode() throws IOException {
    return text(
        "excel-unicode.txt",
        StandardCharsets.UTF_16LE,
        "\ufeffname\tamount\tdate",
        ROWS,
        i ->
            "P%04d\t%s\t%d/%d/2023\r"
                .formatted(
                    i, number("%.2f", 500 + 200 * random.nextGaussian()), 1 + i % 28, 1 + i % 12));
  }

  /** Counts that vary more than Poisson's. */
  Path counts() throws IOException {
    return text(
        "counts.csv",
        StandardCharsets.UTF_8,
        IntStream.range(0, 12).mapToObj(j -> "gene" + j).collect(Collectors.joining(",")),
        300,
        i -> {
          double size = Math.exp(random.nextGaussian());
          return IntStream.range(0, 12)
              .mapToObj(j -> "" + (int) (size * (1 + j % 4) * -Math.log(random.nextDouble())))
              .collect(Collectors.joining(","));
        });
  }

  /** Heavy tails, a copied column, a constant. */
  Path heavy() throws IOException {
    return text(
        "heavy.csv",
        StandardCharsets.UTF_8,
        "a,b,a_again,site",
        300,
        i -> {
          String a =
              number(
                  "%.4f",
                  random.nextGaussian() / Math.abs(random.nextGaussian() + (i == 0 ? 0 : 1e-3)));
          return "%s,%s,%s,7"
              .formatted(
                  i == 7 ? "900.5" : a,
                  number("%.4f", random.nextGaussian()),
                  i == 7 ? "900.5" : a);
        });
  }

  /** One cell that is no number. */
  Path typos() throws IOException {
    return text(
        "typos.csv",
        StandardCharsets.UTF_8,
        "age,weight",
        ROWS,
        i ->
            "%d,%s"
                .formatted(
                    20 + random.nextInt(45),
                    i == 100 ? "seventy" : number("%.1f", 70 + 8 * random.nextGaussian())));
  }

  /** Pixels as whole numbers in floats. */
  Path pixelsOfFloats() throws IOException {
    return npy("pixels-float-0-255.npy", "<f4", "60, 12, 12", i -> (37 * i + i / 100) % 256);
  }

  /** Pixels from −1 to 1, channels first. */
  Path pixelsFromMinusOne() throws IOException {
    return npy(
        "pixels-minus1-1.npy", "<f4", "60, 3, 8, 8", i -> ((37 * i + i / 100) % 201) * 0.01 - 1);
  }

  /** Pixels of 16 bits. */
  Path deepPixels() throws IOException {
    return npy("pixels-u2.npy", "<u2", "60, 12, 12", i -> (3701 * i + i / 100) % 65_536);
  }

  /** Waves of two values at 50 times. */
  Path series() throws IOException {
    return npy("series.npy", "<f4", "60, 50, 2", i -> Math.sin(0.15 * i + i % 2));
  }

  private Path npy(String name, String type, String shape, IntToDoubleFunction value)
      throws IOException {
    int count = 1;
    for (String size : shape.split(", ", -1)) {
      count *= Integer.parseInt(size);
    }
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n".formatted(type, shape);
    ByteBuffer file =
        ByteBuffer.allocate(10 + header.length() + 4 * count).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < count; i++) {
      if (type.equals("<u2")) {
        file.putShort((short) (int) value.applyAsDouble(i));
      } else {
        file.putFloat((float) value.applyAsDouble(i));
      }
    }
    byte[] bytes = new byte[file.position()];
    file.flip().get(bytes);
    return Files.write(folder.resolve(name), bytes);
  }

  /**
   * Photos of two classes in three sizes: palettes, transparent colours and greys, 16 bits, and
   * JPEGs of which four are to be turned; files that are no images beside them.
   */
  Path folder() throws IOException {
    Path photos = folder.resolve("folder");
    Path cats = Files.createDirectories(photos.resolve("cats"));
    Path dogs = Files.createDirectories(photos.resolve("dogs"));
    for (int i = 0; i < 12; i++) {
      png(cats.resolve(i + ".png"), i % 3 == 0 ? clear(24, 24) : i % 3 == 1 ? clearGrey() : deep());
      if (i % 3 == 0) {
        png(dogs.resolve(i + ".png"), palette());
      } else {
        byte[] photo = jpeg(photo(i % 3 == 1 ? 24 : 28));
        Files.write(dogs.resolve(i + ".jpg"), i % 3 == 1 ? onItsSide(photo) : photo);
      }
    }
    Files.writeString(photos.resolve("README.txt"), "where these pictures come from");
    Files.writeString(photos.resolve("Thumbs.db"), "no picture");
    Files.writeString(photos.resolve("desktop.ini"), "no picture");
    Files.writeString(cats.resolve(".DS_Store"), "no picture");
    return photos;
  }

  private static void png(Path file, BufferedImage image) throws IOException {
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("no writer for " + image);
    }
  }

  private BufferedImage photo(int height) {
    BufferedImage image = new BufferedImage(24, height, BufferedImage.TYPE_INT_RGB);
    fill(image, 0xff);
    return image;
  }

  private BufferedImage clear(int height, int width) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    fill(image, 0x80);
    return image;
  }

  private void fill(BufferedImage image, int alpha) {
    int colour = random.nextInt(1 << 24);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, ((x < 12 ? alpha : 0xff) << 24) | (colour ^ (8 * y)));
      }
    }
  }

  private BufferedImage clearGrey() {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            ColorModel.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster = model.createCompatibleWritableRaster(24, 20);
    for (int i = 0; i < 24 * 20; i++) {
      raster.setSample(i % 24, i / 24, 0, 10 * (i % 24));
      raster.setSample(i % 24, i / 24, 1, i % 24 < 12 ? 0 : 255);
    }
    return new BufferedImage(model, raster, false, null);
  }

  private BufferedImage deep() {
    BufferedImage image = new BufferedImage(24, 28, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 24 * 28; i++) {
      image.getRaster().setSample(i % 24, i / 24, 0, random.nextInt(65_536));
    }
    return image;
  }

  private BufferedImage palette() {
    byte[] colours = new byte[3 * 16];
    random.nextBytes(colours);
    IndexColorModel model = new IndexColorModel(8, 16, colours, 0, false);
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 24, 20, 1, null);
    for (int i = 0; i < 24 * 20; i++) {
      raster.setSample(i % 24, i / 24, 0, i % 16);
    }
    return new BufferedImage(model, raster, false, null);
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "jpeg", bytes)) {
      throw new IOException("no writer for " + image);
    }
    return bytes.toByteArray();
  }

  /** With EXIF's note that the camera was held upright, its right side below. */
  private static byte[] onItsSide(byte[] jpeg) {
    ByteBuffer exif = ByteBuffer.allocate(2 + 2 + 6 + 8 + 2 + 12 + 4);
    exif.putShort((short) 0xffe1).putShort((short) (exif.capacity() - 2));
    exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M'});
    exif.putShort((short) 42).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) 6);
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + exif.capacity());
    return file.put(jpeg, 0, 2).put(exif.array()).put(jpeg, 2, jpeg.length - 2).array();
  }
}
