package org.vae4j.datasets.parquet;

/** What a decoder says of bytes that it cannot read, on one line. */
final class Damage {
  private static final int LONGEST = 120;

  private Damage() {}

  static String words(Exception fault) {
    Throwable first = fault;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String said =
        first.getMessage() == null ? "" : first.getMessage().replaceAll("\\s+", " ").strip();
    String shown = said.length() > LONGEST ? said.substring(0, LONGEST) + "..." : said;
    return "damage" + (shown.isEmpty() ? "" : " (" + shown + ")");
  }
}
