package org.vae4j.datasets.amat;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringTokenizer;
import java.util.zip.ZipException;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.FileContent;
import org.vae4j.datasets.GrowingRows;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.ImageShape;

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
   * @throws BadDataException if the file is missing, damaged, empty, its lines differ in length, or
   *     something is no finite number
   * @throws IOException if reading fails
   */
  public static ImageDataset read(String name, Path file) throws IOException {
    GrowingRows rows = new GrowingRows(file.toString());
    long line = 0;
    try (InputStream content = FileContent.open(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(content, StandardCharsets.ISO_8859_1))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        line++;
        readLine(file, line, text, rows);
      }
    } catch (EOFException | ZipException e) {
      throw BadDataException.of(
          file + ", after line " + line, "whole gzip data", "damage (" + e.getMessage() + ")");
    }
    return ImageDataset.unlabelled(name, ImageShape.grey(1, rows.width()), rows.values());
  }

  private static void readLine(Path file, long line, String text, GrowingRows rows) {
    StringTokenizer numbers = new StringTokenizer(text);
    if (!numbers.hasMoreTokens()) {
      return; // a blank line, mostly the last
    }
    float[] row = new float[numbers.countTokens()];
    for (int i = 0; i < row.length; i++) {
      row[i] =
          GrowingRows.number(file + ", line " + line + ", number " + (i + 1), numbers.nextToken());
    }
    rows.add(line, row);
  }
}
