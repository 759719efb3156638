package org.vae4j.datasets.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vae4j.datasets.arrays.CountedContent;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.FileContent;

/**
 * Reads npy files: booleans, and numbers of {@code u1, i1, u2, i2, i4, i8, f2, f4} or {@code f8},
 * either byte order, C or Fortran order.
 */
public final class NpyFile {
  private NpyFile() {}

  /**
   * Reads a file.
   *
   * @param file a plain or gzipped npy file
   * @throws BadDataException if the file is missing, damaged, no npy file, empty, of another type,
   *     of more than 2³¹ − 9 values, or holds a number that is not finite
   * @throws IOException if reading fails
   */
  public static NumericArray read(Path file) throws IOException {
    try (InputStream content = FileContent.open(file)) {
      return read(new CountedContent(file.toString(), content), Files.size(file));
    }
  }

  /**
   * Reads content to its end.
   *
   * @param content at its first byte
   * @param storedBytes how many bytes it is stored in
   */
  static NumericArray read(CountedContent content, long storedBytes) throws IOException {
    NpyHeader header = NpyHeader.read(content);
    int[] sizes = header.sizes().array();
    NumericArray array =
        header.fortranOrder()
            ? NumericArray.readFortranOrder(
                content, sizes, header.type(), header.byteOrder(), storedBytes)
            : NumericArray.read(content, sizes, header.type(), header.byteOrder(), storedBytes);
    content.requireEnd(array.shapeText() + " values");
    return array;
  }
}
