package org.vae4j.datasets.npy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vae4j.datasets.arrays.CountedContent;
import org.vae4j.datasets.arrays.NumberType;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.faults.BadDataException;

/**
 * What an npy file says of its array: after the magic bytes and the version, a Python dictionary of
 * {@code descr}, {@code fortran_order} and {@code shape} (NumPy enhancement proposal 1).
 */
record NpyHeader(NumberType type, ByteOrder byteOrder, boolean fortranOrder, Sizes sizes) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int PREFIX = MAGIC.length + 2;

  /** Real headers have about a hundred bytes; nobody needs more for plain numbers. */
  private static final int LONGEST = 1 << 16;

  private static final int MAX_RANK = 32;

  private static final Pattern DICTIONARY =
      Pattern.compile(
          "\\{\\s*(?:(?:'descr'\\s*:\\s*(?<descr>'[^']*'|\\[[^\\]]*\\])"
              + "|'fortran_order'\\s*:\\s*(?<fortran>True|False)"
              + "|'shape'\\s*:\\s*\\((?<shape>[0-9,\\sL]*)\\))\\s*,?\\s*){3}\\}\\s*");

  /** The sizes of the array. */
  record Sizes(java.util.List<Integer> each) {
    int[] array() {
      return each.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  static NpyHeader read(CountedContent content) throws IOException {
    byte[] prefix = content.header(PREFIX, "the 8 bytes that begin an npy file");
    if (!Arrays.equals(prefix, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw BadDataException.at(
          content.source(), 0, "an npy file, which begins 0x93 NUMPY", "another file");
    }
    int version = prefix[MAGIC.length];
    if (version < 1 || version > 3) {
      throw BadDataException.at(
          content.source(), MAGIC.length, "version 1, 2 or 3", Integer.toString(version & 0xff));
    }
    byte[] stored = content.header(version == 1 ? 2 : 4, "the length of the header");
    long length = 0;
    for (int i = stored.length - 1; i >= 0; i--) {
      length = (length << 8) | (stored[i] & 0xff);
    }
    if (length > LONGEST) {
      throw BadDataException.at(
          content.source(), PREFIX, "a header of at most " + LONGEST + " bytes", length);
    }
    long place = content.offset();
    String text =
        new String(content.header((int) length, "the header"), StandardCharsets.ISO_8859_1);
    return parse(content.source(), place, text);
  }

  private static NpyHeader parse(String source, long place, String text) {
    Matcher dictionary = DICTIONARY.matcher(text);
    if (!dictionary.matches()
        || dictionary.group("descr") == null
        || dictionary.group("fortran") == null
        || dictionary.group("shape") == null) {
      throw BadDataException.at(
          source, place, "a dictionary of descr, fortran_order and shape", "'" + shown(text) + "'");
    }
    String descr = dictionary.group("descr").replace("'", "");
    return new NpyHeader(
        type(source, place, descr),
        descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        dictionary.group("fortran").equals("True"),
        sizes(source, place, dictionary.group("shape")));
  }

  private static NumberType type(String source, long place, String descr) {
    return switch (descr) {
      case "|u1", "<u1", ">u1" -> NumberType.UNSIGNED_BYTE;
      case "|i1", "<i1", ">i1" -> NumberType.SIGNED_BYTE;
      case "|b1" -> NumberType.BOOLEAN;
      case "<i2", ">i2" -> NumberType.SHORT;
      case "<u2", ">u2" -> NumberType.UNSIGNED_SHORT;
      case "<i4", ">i4" -> NumberType.INT;
      case "<i8", ">i8" -> NumberType.LONG;
      case "<f2", ">f2" -> NumberType.HALF;
      case "<f4", ">f4" -> NumberType.FLOAT;
      case "<f8", ">f8" -> NumberType.DOUBLE;
      default ->
          throw BadDataException.at(
              source,
              place,
              "numbers of b1, u1, i1, u2, i2, i4, i8, f2, f4 or f8",
              "'" + shown(descr) + "'");
    };
  }

  private static Sizes sizes(String source, long place, String shape) {
    String[] parts = shape.isBlank() ? new String[0] : shape.split(",", -1);
    int rank =
        parts.length > 0 && parts[parts.length - 1].isBlank() ? parts.length - 1 : parts.length;
    if (rank < 1 || rank > MAX_RANK) {
      throw BadDataException.at(
          source, place, "a rank of 1 to " + MAX_RANK, "(" + shown(shape) + ")");
    }
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      String size = parts[i].strip().replaceFirst("L$", ""); // Python 2 wrote 60000L
      if (!size.matches("[1-9][0-9]{0,17}")) {
        throw BadDataException.at(
            source, place, "a size of dimension " + i + " of 1 or more", "'" + shown(size) + "'");
      }
      sizes[i] = Long.parseLong(size);
    }
    NumericArray.requireHoldable(source, place, sizes);
    return new Sizes(Arrays.stream(sizes).mapToObj(size -> (int) size).toList());
  }

  /** A text of unknown content on one short line. */
  private static String shown(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?").strip();
    return printable.length() <= 80 ? printable : printable.substring(0, 80) + "...";
  }
}
