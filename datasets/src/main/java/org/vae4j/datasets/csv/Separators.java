package org.vae4j.datasets.csv;

import java.util.Optional;

/** What stands between cells in files that are called CSV, but for commas. */
final class Separators {
  private Separators() {}

  /** The one in a cell that was not cut there, by name. */
  static Optional<String> in(String cell) {
    if (cell.contains(";")) {
      return Optional.of("';'");
    }
    return cell.contains("\t") ? Optional.of("a tab") : Optional.empty();
  }
}
