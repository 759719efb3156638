package org.vae4j.datasets.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes npy and npz files for tests, right ones and wrong ones. */
public final class NpyBytes {
  private NpyBytes() {}

  /** A file of version 1. */
  public static byte[] of(String dictionary, byte[] values) {
    ByteBuffer file =
        ByteBuffer.allocate(10 + dictionary.length() + values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    file.putShort((short) dictionary.length());
    file.put(dictionary.getBytes(StandardCharsets.ISO_8859_1));
    return file.put(values).array();
  }

  /** A file of version 1 as NumPy writes it. */
  public static byte[] of(String descr, boolean fortran, String shape, byte[] values) {
    return of(dictionary(descr, fortran, shape), values);
  }

  static String dictionary(String descr, boolean fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }    \n"
        .formatted(descr, fortran ? "True" : "False", shape);
  }

  /** A zip of npy files. */
  public static byte[] npz(boolean compressed, Map<String, byte[]> arrays) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
        if (!compressed) {
          CRC32 crc = new CRC32();
          crc.update(array.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(array.getValue().length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(array.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
