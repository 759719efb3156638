package org.vae4j.data.choice;

import java.util.Optional;
import java.util.regex.Pattern;

/** Files that people point at by mistake, by their first bytes, each with what to do. */
enum OtherFormat {
  HDF5("\u0089HDF", "an HDF5 file (numpy can save its arrays as .npy)"),
  PARQUET("PAR1", "a gzipped Parquet file (gunzip unpacks it)"),
  PDF("%PDF", "a PDF (its tables have to be exported as CSV)"),
  PICKLE("\u0080[\u0002-\u0005]", "a Python pickle (numpy can save an array as .npy)"),
  SQLITE("SQLite format", "an SQLite database (export the table as CSV)"),
  WORKBOOK("\u00d0\u00cf\u0011\u00e0", "an old Excel workbook (save the sheet as CSV)"),
  RDATA("RD[AX][23]\n|X\n\u0000", "an R object (write.csv saves a table as CSV)"),
  MATLAB("MATLAB \\d", "a MATLAB file (writematrix saves a matrix as CSV)"),
  ARFF("(?i)\\s*(%.*\\R\\s*)*@relation", "an ARFF file (save it as CSV)"),
  JSON("\\s*[\\[{]\\s*[\"\\[{]", "JSON (pandas: read_json(...).to_csv(...))"),
  MARKUP(
      "(?i)(\u00ef\u00bb\u00bf)?\\s*<(!doctype|html|\\?xml|svg)",
      "a web page or XML (download the data themselves)");

  private final Pattern start;
  private final String words;

  OtherFormat(String start, String words) {
    this.start = Pattern.compile(start);
    this.words = words;
  }

  /** What a file is whose first bytes are these, each a character; empty if it is none of them. */
  static Optional<String> of(String start) {
    for (OtherFormat format : values()) {
      if (format.start.matcher(start).lookingAt()) {
        return Optional.of(format.words);
      }
    }
    return Optional.empty();
  }
}
