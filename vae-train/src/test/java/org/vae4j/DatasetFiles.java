package org.vae4j;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;

/** One data set in files of every format, with the settings that read them. */
public final class DatasetFiles {
  private final Path folder;
  private final DatasetSplits splits;

  /**
   * @param splits labelled grey images, each part in the order of its classes, as folders give them
   */
  public DatasetFiles(Path folder, DatasetSplits splits) {
    this.folder = folder;
    this.splits = splits;
  }

  /** The examples in the order of their classes. */
  public static Dataset byClass(Dataset dataset) {
    return dataset.select(
        IntStream.range(0, dataset.size())
            .boxed()
            .sorted(Comparator.comparing(dataset::label))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  public Map<String, String> idx() throws IOException {
    Map<String, String> settings = settings("idx");
    for (String part : new String[] {"train", "test"}) {
      Dataset dataset = part(part);
      Path images = folder.resolve(part + "-images.gz");
      try (OutputStream out =
          new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(images)))) {
        out.write(
            ByteBuffer.allocate(16)
                .putInt(0x0803)
                .putInt(dataset.size())
                .putInt(dataset.shape().height())
                .putInt(dataset.shape().width())
                .array());
        writePixels(dataset, out);
      }
      ByteBuffer labels =
          ByteBuffer.allocate(8 + dataset.size()).putInt(0x0801).putInt(dataset.size());
      for (int label : dataset.labels()) {
        labels.put((byte) label);
      }
      settings.put(part + "-images", images.toString());
      settings.put(
          part + "-labels",
          Files.write(folder.resolve(part + "-labels.idx"), labels.array()).toString());
    }
    return settings;
  }

  /** Values in [0, 1], for a table is taken as it is; the label comes last, without a header. */
  public Map<String, String> csv() throws IOException {
    Map<String, String> settings = settings("csv");
    for (String part : new String[] {"train", "test"}) {
      Dataset dataset = part(part);
      Path file = folder.resolve(part + ".csv");
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        for (int i = 0; i < dataset.size(); i++) {
          for (byte pixel : dataset.bytes(i)) {
            out.write(Float.toString((pixel & 0xff) / 255f));
            out.write(',');
          }
          out.write(dataset.label(i) + "\n");
        }
      }
      settings.put(part + "-images", file.toString());
    }
    settings.put("label-column", Integer.toString(splits.train().features()));
    settings.put("image-size", splits.train().shape().toString());
    return settings;
  }

  public Map<String, String> npy() throws IOException {
    Map<String, String> settings = settings("npy");
    for (String part : new String[] {"train", "test"}) {
      Path images = folder.resolve(part + ".npy");
      Path labels = folder.resolve(part + "-labels.npy");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(images))) {
        writeImages(part(part), out);
      }
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(labels))) {
        writeLabels(part(part), out);
      }
      settings.put(part + "-images", images.toString());
      settings.put(part + "-labels", labels.toString());
    }
    return settings;
  }

  /** All four arrays in one compressed file. */
  public Map<String, String> npz() throws IOException {
    Map<String, String> settings = settings("npy");
    Path file = folder.resolve("all.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String part : new String[] {"train", "test"}) {
        zip.putNextEntry(new ZipEntry("x_" + part + ".npy"));
        writeImages(part(part), zip);
        zip.putNextEntry(new ZipEntry("y_" + part + ".npy"));
        writeLabels(part(part), zip);
        settings.put(part + "-images", file + "#x_" + part);
        settings.put(part + "-labels", file + "#y_" + part);
      }
    }
    return settings;
  }

  public Map<String, String> images() throws IOException {
    Map<String, String> settings = settings("images");
    for (String part : new String[] {"train", "test"}) {
      Dataset dataset = part(part);
      Path root = folder.resolve(part);
      int width = dataset.shape().width();
      for (int i = 0; i < dataset.size(); i++) {
        Path folderOfClass = root.resolve(Integer.toString(dataset.label(i)));
        Files.createDirectories(folderOfClass);
        BufferedImage image =
            new BufferedImage(width, dataset.shape().height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, image.getHeight(), dataset.bytes(i));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        Files.write(folderOfClass.resolve("%05d.png".formatted(i)), bytes.toByteArray());
      }
      settings.put(part + "-images", root.toString());
    }
    return settings;
  }

  private static Map<String, String> settings(String format) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("dataset", format);
    return settings;
  }

  private Dataset part(String name) {
    return name.equals("train") ? splits.train() : splits.test();
  }

  private static void writeImages(Dataset dataset, OutputStream out) throws IOException {
    out.write(
        header(
            "|u1",
            "%d, %d, %d"
                .formatted(dataset.size(), dataset.shape().height(), dataset.shape().width())));
    writePixels(dataset, out);
  }

  private static void writeLabels(Dataset dataset, OutputStream out) throws IOException {
    out.write(header("<i8", dataset.size() + ","));
    ByteBuffer labels = ByteBuffer.allocate(8 * dataset.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int label : dataset.labels()) {
      labels.putLong(label);
    }
    out.write(labels.array());
  }

  private static void writePixels(Dataset dataset, OutputStream out) throws IOException {
    for (int i = 0; i < dataset.size(); i++) {
      out.write(dataset.bytes(i));
    }
  }

  private static byte[] header(String type, String shape) {
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n".formatted(type, shape);
    ByteBuffer header =
        ByteBuffer.allocate(10 + dictionary.length()).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    header.putShort((short) dictionary.length());
    return header.put(dictionary.getBytes(StandardCharsets.ISO_8859_1)).array();
  }
}
