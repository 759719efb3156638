package org.vae4j.datasets.amat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringTokenizer;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.storage.GrowingRows;
import org.vae4j.datasets.storage.TextLines;

/**
 * Reads amat files: an example a line, its numbers apart by blanks, taken as they are. The form of
 * the binarised MNIST of Larochelle and Murray (2011).
 */
public final class AmatFile {
  private AmatFile() {}

  /**
   * Reads a file.
   *
   * @param name what messages call the set
   * @param file a plain or gzipped amat file
   * @return its rows, without labels
   * @throws org.vae4j.datasets.faults.BadDataException if the file is missing, damaged, empty, its
   *     lines differ in length, or something is no finite number
   * @throws IOException if reading fails
   */
  public static Dataset read(String name, Path file) throws IOException {
    GrowingRows rows = new GrowingRows(file.toString());
    try (TextLines lines = TextLines.open(file, StandardCharsets.ISO_8859_1)) {
      for (Optional<String> text = lines.next(); text.isPresent(); text = lines.next()) {
        readLine(lines, text.get(), rows);
      }
    }
    return Dataset.unlabelled(name, ImageShape.grey(1, rows.width()), rows.values());
  }

  private static void readLine(TextLines lines, String text, GrowingRows rows) {
    StringTokenizer numbers = new StringTokenizer(text);
    if (!numbers.hasMoreTokens()) {
      return; // a blank line, mostly the last
    }
    float[] row = new float[numbers.countTokens()];
    for (int i = 0; i < row.length; i++) {
      row[i] = GrowingRows.number(lines.place() + ", number " + (i + 1), numbers.nextToken());
    }
    rows.add(lines.line(), row);
  }
}
