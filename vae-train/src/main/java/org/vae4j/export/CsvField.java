package org.vae4j.export;

/** A field of a CSV file, quoted where it must be (RFC 4180). */
final class CsvField {
  private CsvField() {}

  static String of(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
