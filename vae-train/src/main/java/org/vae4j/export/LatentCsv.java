package org.vae4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vae4j.datasets.csv.CsvLines;
import org.vae4j.datasets.storage.GrowingRows;
import org.vae4j.model.LatentUnits;
import org.vae4j.refusal.BadInputException;

/**
 * Latent codes in a CSV file. A first line that names one of the columns z1, z2, … is a header: the
 * columns z1 … zL are taken by name, in whatever order and between whatever others they stand.
 * Without a header each line is L numbers.
 */
final class LatentCsv {
  private static final String LATENT = "z[0-9]+";

  private LatentCsv() {}

  /**
   * Reads a file.
   *
   * @param latentSize L
   * @return {@code [N, L]}
   * @throws BadInputException naming the line that has other columns than these
   * @throws org.vae4j.datasets.faults.BadDataException naming the line and column of what is no
   *     number
   */
  static double[][] read(Path file, int latentSize) throws IOException {
    List<double[]> codes = new ArrayList<>();
    try (CsvLines lines = CsvLines.open(file)) {
      Optional<String[]> cells = lines.next();
      List<String> header = cells.map(List::of).filter(LatentCsv::isHeader).orElse(List.of());
      int[] columns = columns(lines.place(), header, latentSize);
      int width = header.isEmpty() ? latentSize : header.size();
      if (!header.isEmpty()) {
        cells = lines.next();
      }
      while (cells.isPresent()) {
        requireWidth(lines.place(), cells.get().length, width, header);
        codes.add(code(lines.place(), cells.get(), columns));
        cells = lines.next();
      }
    }
    return codes.toArray(double[][]::new);
  }

  private static boolean isHeader(List<String> cells) {
    return cells.stream().anyMatch(cell -> cell.matches(LATENT));
  }

  /** Where z1 … zL stand. */
  private static int[] columns(String place, List<String> header, int latentSize) {
    if (header.isEmpty()) {
      return IntStream.range(0, latentSize).toArray();
    }
    List<String> latent = header.stream().filter(name -> name.matches(LATENT)).sorted().toList();
    List<String> wanted = IntStream.range(0, latentSize).mapToObj(LatentUnits::name).toList();
    if (!latent.equals(wanted.stream().sorted().toList())) {
      throw new BadInputException(
          "%s: expected columns z1 to z%d, as many as the model has latent units, once each, found %s"
              .formatted(
                  place,
                  latentSize,
                  latent.stream().map(GrowingRows::shown).collect(Collectors.joining(", "))));
    }
    return wanted.stream().mapToInt(header::indexOf).toArray();
  }

  private static void requireWidth(String place, int found, int expected, List<String> header) {
    if (found != expected) {
      throw new BadInputException(
          "%s: expected %d %s, found %d"
              .formatted(
                  place,
                  expected,
                  header.isEmpty()
                      ? "numbers, as many as the model has latent units, or a header with z1 to z"
                          + expected
                      : "cells, as in the header",
                  found));
    }
  }

  private static double[] code(String place, String[] cells, int... columns) {
    return Arrays.stream(columns)
        .mapToDouble(
            column -> {
              String cell = cells[column];
              // Refuses what is no finite decimal number; a model that computes in double gets it
              // in full.
              GrowingRows.number(place + ", column " + (column + 1), cell);
              return Double.parseDouble(cell);
            })
        .toArray();
  }
}
