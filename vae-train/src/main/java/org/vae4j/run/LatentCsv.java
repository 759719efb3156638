package org.vae4j.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Latent codes in a CSV file. With a header the columns z1, z2, … count, in their order, wherever
 * they stand behind others; without one every column does.
 */
final class LatentCsv {
  private LatentCsv() {}

  /**
   * Reads a file.
   *
   * @throws BadInputException naming the line of what is no number or missing
   */
  static double[][] read(Path file) throws IOException {
    List<String> lines = lines(file);
    if (lines.isEmpty()) {
      return new double[0][];
    }
    String[] header = lines.get(0).split(",", -1);
    // Names may be quoted and hold commas, so columns are counted from the end, where the codes
    // are.
    int named =
        (int) IntStream.range(0, header.length).filter(j -> header[j].matches("z\\d+")).count();
    int first = named == 0 ? 0 : 1;
    double[][] codes = new double[lines.size() - first][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = code(file, i + first, lines.get(i + first), named);
    }
    return codes;
  }

  private static double[] code(Path file, int line, String text, int named) {
    String[] fields = text.split(",", -1);
    int count = named == 0 ? fields.length : named;
    if (fields.length < count) {
      throw new BadInputException(
          "%s, line %d: expected %d numbers, found %d fields"
              .formatted(file, line + 1, count, fields.length));
    }
    double[] code = new double[count];
    for (int j = 0; j < count; j++) {
      String field = fields[fields.length - count + j].strip();
      try {
        code[j] = Double.parseDouble(field);
      } catch (NumberFormatException e) {
        throw new BadInputException(
            "%s, line %d: expected a number, found '%s'".formatted(file, line + 1, field), e);
      }
    }
    return code;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (CharacterCodingException e) {
      throw new BadInputException(file + ": expected text in UTF-8, found other bytes", e);
    }
  }
}
