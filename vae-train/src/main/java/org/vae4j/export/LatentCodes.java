package org.vae4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.OrderedBatches;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.npy.NpyFile;
import org.vae4j.evaluate.LatentMeans;
import org.vae4j.model.LatentUnits;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;

/** Latent codes as files: a CSV with a column z1 … zL and, where there are any, labels; or npy. */
public final class LatentCodes {
  private static final String NPY = ".npy";
  private static final String CSV = ".csv";

  /** Examples that go through the network at once. */
  private static final int BATCH = 500;

  private LatentCodes() {}

  /**
   * Writes E[z | x] of each example.
   *
   * @param file ends in .csv, with columns index, row (of the stored set, where it is another
   *     number), label (if there are labels) and z1 … zL, or in .npy, {@code [N, L]} in double;
   *     labels then go to {@code NAME-labels.npy} beside it, {@code [N]} class numbers
   * @return the files that were written
   * @throws BadInputException if it ends in neither
   */
  public static List<Path> write(Vae vae, Dataset part, Path file) throws IOException {
    requireKnownEnding("--out", file);
    double[][] means = LatentMeans.of(vae, new OrderedBatches(part, BATCH));
    if (!endsWith(file, NPY)) {
      WholeFile.write(file, csv(part, means));
      return List.of(file);
    }
    NpyWriter.write(file, means);
    if (!part.hasLabels()) {
      return List.of(file);
    }
    Path labels = labelsBeside(file);
    NpyWriter.write(labels, part.labels());
    return List.of(file, labels);
  }

  /** Of {@code x.npy}, {@code x-labels.npy}. */
  private static Path labelsBeside(Path file) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - NPY.length()) + "-labels" + NPY);
  }

  private static String csv(Dataset part, double[][] means) {
    boolean hasRows = !part.isInStoredOrder();
    StringBuilder csv = new StringBuilder(hasRows ? "index,row" : "index");
    csv.append(part.hasLabels() ? ",label" : "");
    IntStream.range(0, means[0].length).forEach(j -> csv.append(',').append(LatentUnits.name(j)));
    csv.append('\n');
    for (int i = 0; i < means.length; i++) {
      csv.append(i);
      if (hasRows) {
        csv.append(',').append(part.row(i));
      }
      if (part.hasLabels()) {
        csv.append(',').append(CsvField.of(part.classNames().get(part.label(i))));
      }
      for (double value : means[i]) {
        csv.append(',').append(value);
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  /**
   * Reads codes: what {@link #write} wrote, any other CSV with a header that names z1 … zL, one of
   * L numbers a line without a header, or an npy file {@code [N, L]}.
   *
   * @return {@code [N, L]}
   * @throws BadInputException if the file is none of these, or has other than L numbers in a row
   */
  public static INDArray read(Path file, int latentSize) throws IOException {
    requireKnownEnding("--from", file);
    double[][] codes = endsWith(file, NPY) ? npy(file) : LatentCsv.read(file, latentSize);
    if (codes.length == 0) {
      throw new BadInputException(file + ": expected a code at least, found none");
    }
    for (int i = 0; i < codes.length; i++) {
      if (codes[i].length != latentSize) {
        throw new BadInputException(
            "%s, code %d: expected %d numbers, as many as the model has latent units, found %d"
                .formatted(file, i + 1, latentSize, codes[i].length));
      }
      for (double value : codes[i]) {
        if (!Double.isFinite(value)) {
          throw new BadInputException(
              "%s, code %d: expected finite numbers, found %s".formatted(file, i + 1, value));
        }
      }
    }
    return Nd4j.createFromArray(codes);
  }

  private static double[][] npy(Path file) throws IOException {
    NumericArray array = NpyFile.read(file);
    if (array.rank() != 2) {
      throw new BadInputException(
          "%s: expected codes [N, L], found an array of %s".formatted(file, array.shapeText()));
    }
    double[][] codes = new double[array.examples()][array.size(1)];
    for (int i = 0; i < codes.length; i++) {
      for (int j = 0; j < codes[i].length; j++) {
        codes[i][j] = array.value(i, j);
      }
    }
    return codes;
  }

  /**
   * Refuses what could be neither read nor written.
   *
   * @throws BadInputException if the file ends neither in .csv nor in .npy
   */
  public static void requireKnownEnding(String option, Path file) {
    if (!endsWith(file, NPY) && !endsWith(file, CSV)) {
      throw new BadInputException(
          "%s: expected a file that ends in .csv or .npy, got '%s'".formatted(option, file));
    }
  }

  private static boolean endsWith(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }
}
