package org.vae4j.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/**
 * What a model generates, as rows of numbers: the mean of p(x | z) in the units that the data are
 * stored in, pixels in [0, 1]. The mean of a category is that of its index.
 */
public final class ExampleRows {
  private static final String CSV = ".csv";
  private static final String NPY = ".npy";

  /** Rows that go through the network at once. */
  private static final int BATCH = 500;

  private final Vae vae;
  private final Dataset like;

  /**
   * Of any model.
   *
   * @param like examples as it sees them
   */
  public ExampleRows(Vae vae, Dataset like) {
    this.vae = vae;
    this.like = like;
  }

  /** Whether a file is for rows, not for a picture: it ends in .csv or .npy. */
  public static boolean areFor(Path file) {
    return endsIn(file, CSV) || endsIn(file, NPY);
  }

  private static boolean endsIn(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** Writes new examples from the prior: those of the picture of the same seed. */
  public void samples(int count, long seed, double temperature, Path file) throws IOException {
    decoded(vae.sampleLatents(count, RandomKey.of(seed).with("samples").seed(), temperature), file);
  }

  /**
   * Writes what the decoder makes of latent codes.
   *
   * @param codes {@code [N, L]}
   * @param file ends in .csv, with a column for each of the D values by its name in the data, or x1
   *     … xD, or in .npy, {@code [N, D]} in double
   */
  public void decoded(INDArray codes, Path file) throws IOException {
    INDArray z = codes.castTo(vae.net().params().dataType());
    if (endsIn(file, NPY)) {
      NpyMatrix.write(file, matrix(z));
    } else {
      WholeFile.write(
          file,
          out -> {
            out.write((header() + "\n").getBytes(StandardCharsets.UTF_8));
            for (long from = 0; from < z.size(0); from += BATCH) {
              for (float[] row : rows(z, from)) {
                out.write((line(row) + "\n").getBytes(StandardCharsets.US_ASCII));
              }
            }
          });
    }
  }

  private double[][] matrix(INDArray z) {
    List<double[]> matrix = new ArrayList<>();
    for (long from = 0; from < z.size(0); from += BATCH) {
      for (float[] row : rows(z, from)) {
        matrix.add(IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray());
      }
    }
    return matrix.toArray(double[][]::new);
  }

  private float[][] rows(INDArray z, long from) {
    INDArrayIndex batch = NDArrayIndex.interval(from, Math.min(z.size(0), from + BATCH));
    float[][] rows = vae.decode(z.get(batch, NDArrayIndex.all())).toFloatMatrix();
    for (float[] row : rows) {
      like.restoreUnits(row);
    }
    return rows;
  }

  private String header() {
    return like.columns().isEmpty()
        ? IntStream.rangeClosed(1, like.features())
            .mapToObj(j -> "x" + j)
            .collect(Collectors.joining(","))
        : like.columns().stream()
            .map(Column::name)
            .map(CsvField::of)
            .collect(Collectors.joining(","));
  }

  private static String line(float[] row) {
    return IntStream.range(0, row.length)
        .mapToObj(j -> Float.toString(row[j]))
        .collect(Collectors.joining(","));
  }
}
