package org.vae4j.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.datasets.Column;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/**
 * What a model generates, as rows of numbers in the units that the data are stored in, pixels in
 * [0, 1]: draws of p(x | z), or its mean, of a category the most likely one. A category is written
 * by its name in .csv, by its index in .npy.
 */
public final class ExampleRows {
  private static final String CSV = ".csv";
  private static final String NPY = ".npy";

  /** Rows that go through the network at once. */
  private static final int BATCH = 500;

  private final Vae vae;
  private final Consumer<float[]> restoreUnits;
  private final List<Column> columns;

  /**
   * Of any model.
   *
   * @param restoreUnits turns what the model gives back into the units of the data, in place
   * @param columns of a table; empty of what is none
   */
  public ExampleRows(Vae vae, Consumer<float[]> restoreUnits, List<Column> columns) {
    this.vae = vae;
    this.restoreUnits = restoreUnits;
    this.columns = columns;
  }

  /** Whether a file is for rows, not for a picture: it ends in .csv or .npy. */
  public static boolean areFor(Path file) {
    return endsIn(file, CSV) || endsIn(file, NPY);
  }

  private static boolean endsIn(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /**
   * Writes new examples from the prior: those of the picture of the same seed.
   *
   * @param mean whether, of a table too, the mean of p(x | z) is written and no draw of it
   */
  public void samples(int count, long seed, double temperature, boolean mean, Path file)
      throws IOException {
    INDArray z = vae.sampleLatents(count, RandomKey.of(seed).with("samples").seed(), temperature);
    Random random =
        Nd4j.getRandomFactory().getNewRandomInstance(RandomKey.of(seed).with("rows").seed());
    write(
        z,
        mean || columns.isEmpty()
            ? this::typical
            : batch -> vae.likelihood().sample(vae.decoderOutput(batch), random),
        file);
  }

  /**
   * Writes what the decoder makes of latent codes, the mean of p(x | z).
   *
   * @param codes {@code [N, L]}
   * @param file ends in .csv, with a column for each of the D values by its name in the data, or x1
   *     … xD, or in .npy, {@code [N, D]} in double
   */
  public void decoded(INDArray codes, Path file) throws IOException {
    write(codes.castTo(vae.net().params().dataType()), this::typical, file);
  }

  private INDArray typical(INDArray z) {
    return columns.isEmpty() ? vae.decode(z) : vae.likelihood().typical(vae.decoderOutput(z));
  }

  private void write(INDArray z, UnaryOperator<INDArray> decoder, Path file) throws IOException {
    float[][] rows = rows(z, decoder);
    if (endsIn(file, NPY)) {
      NpyWriter.write(file, rows);
      return;
    }
    WholeFile.write(
        file,
        out -> {
          out.write((header(rows[0].length) + "\n").getBytes(StandardCharsets.UTF_8));
          for (float[] row : rows) {
            out.write((line(row) + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  private float[][] rows(INDArray z, UnaryOperator<INDArray> decoder) {
    float[][] rows = new float[(int) z.size(0)][];
    for (int from = 0; from < rows.length; from += BATCH) {
      INDArrayIndex batch = NDArrayIndex.interval(from, Math.min(rows.length, from + BATCH));
      float[][] decoded = decoder.apply(z.get(batch, NDArrayIndex.all())).toFloatMatrix();
      for (int i = 0; i < decoded.length; i++) {
        restoreUnits.accept(decoded[i]);
        toCategories(decoded[i]);
        rows[from + i] = decoded[i];
      }
    }
    return rows;
  }

  /**
   * What a likelihood of numbers says of a category lies between two of them, or beyond the last.
   */
  private void toCategories(float[] row) {
    for (int j = 0; j < columns.size(); j++) {
      if (columns.get(j).isCategorical()) {
        int last = columns.get(j).categories().size() - 1;
        row[j] = Math.max(0, Math.min(last, Math.round(row[j])));
      }
    }
  }

  private String header(int features) {
    return columns.isEmpty()
        ? IntStream.rangeClosed(1, features).mapToObj(j -> "x" + j).collect(Collectors.joining(","))
        : columns.stream().map(Column::name).map(CsvField::of).collect(Collectors.joining(","));
  }

  private String line(float[] row) {
    return IntStream.range(0, row.length)
        .mapToObj(
            j ->
                !columns.isEmpty() && columns.get(j).isCategorical()
                    ? CsvField.of(columns.get(j).categories().get((int) row[j]))
                    : Float.toString(row[j]))
        .collect(Collectors.joining(","));
  }
}
