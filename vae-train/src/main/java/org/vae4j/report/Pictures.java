package org.vae4j.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.data.PreparedData;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.model.LatentSpace;
import org.vae4j.model.LatentUnits;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.refusal.BadInputException;
import org.vae4j.report.picture.Fonts;
import org.vae4j.report.picture.ImageGrid;
import org.vae4j.report.picture.LossCurves;
import org.vae4j.report.picture.RowNames;
import org.vae4j.run.MetricsRow;
import org.vae4j.run.OutputUnits;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import org.vae4j.run.RunSummary;

/** What a model of images generates and what it makes of given ones. */
public final class Pictures {
  private static final int PER_ROW = 10;

  /** How far a unit is traversed: but for 0.3 %, a normal distribution lies within. */
  private static final double REACH = 3;

  /** Images that go through the network at once. */
  private static final int BATCH = 500;

  /** 160 MB in memory: 10,000 images of 28x28, drawn twice as large. */
  private static final long MOST_PIXELS = 40_000_000;

  private final Vae vae;
  private final Consumer<float[]> restoreUnits;
  private final ImageGrid grid;

  /**
   * Of the newest model of a run. The data is read only if it takes the data to tell what a number
   * means as a pixel: for checkpoints of older versions, with some scales, and images of one line.
   *
   * @throws BadInputException if what the model is of can be no picture
   */
  public static Pictures of(RunFolder folder, Vae vae, DownloadListener downloads)
      throws IOException {
    if (!areImages(folder, downloads)) {
      throw new BadInputException(
          "expected images, found rows of %d numbers: train with --image-size HxW if they are images; sample and decode write rows with --out rows.csv or rows.npy"
              .formatted(folder.info().image().size()));
    }
    return new Pictures(vae, folder.info().image(), OutputUnits.of(folder, downloads).restore());
  }

  /**
   * Of any model.
   *
   * @param like images as it sees them
   * @throws BadInputException if what the model is of can be no picture
   */
  public Pictures(Vae vae, Dataset like) {
    this(vae, like.shape(), like::restoreUnits);
  }

  private Pictures(Vae vae, ImageShape shape, Consumer<float[]> restoreUnits) {
    if (!canShow(shape)) {
      throw new BadInputException(
          "expected images, of 1 or 3 channels, found a model of %s".formatted(shape));
    }
    this.vae = vae;
    this.restoreUnits = restoreUnits;
    this.grid = new ImageGrid(shape.height(), shape.width(), shape.channels());
  }

  /** Whether the data of a run can be drawn; it is read only if it takes the data to tell. */
  public static boolean canShow(RunFolder folder, DownloadListener downloads) throws IOException {
    return canShow(folder.info().image()) && areImages(folder, downloads);
  }

  /** Whether images of such a shape can be drawn. */
  public static boolean canShow(ImageShape shape) {
    return shape.channels() == 1 || shape.channels() == 3;
  }

  /** Whether it takes the data to tell what a number means as a pixel, and whether it is one. */
  public static boolean needData(RunFolder folder) throws IOException {
    return OutputUnits.needData(folder) || (!areSaidToBeImages(folder) && !isTable(folder));
  }

  private static boolean areImages(RunFolder folder, DownloadListener downloads)
      throws IOException {
    return areSaidToBeImages(folder)
        || (!isTable(folder)
            && RunData.part(folder, Optional.empty(), downloads).examples().hasPixels());
  }

  private static boolean areSaidToBeImages(RunFolder folder) {
    return PreparedData.saidToBeImages(folder.info().image(), folder.settings());
  }

  /** A table is no image of one line. */
  private static boolean isTable(RunFolder folder) {
    return folder.info().columns() != null && !folder.info().columns().isEmpty();
  }

  /** New images from the prior; the same ones for the same seed. */
  public BufferedImage samples(int count, long seed) {
    return samples(count, seed, 1);
  }

  /** The same, the prior's standard deviations being multiplied by a temperature. */
  public BufferedImage samples(int count, long seed, double temperature) {
    requirePrior();
    int columns = Math.min(PER_ROW, count);
    requireDrawable("--count", count, columns);
    return drawDecoded(
        vae.sampleLatents(count, RandomKey.of(seed).with("samples").seed(), temperature), columns);
  }

  /** What the decoder makes of latent codes {@code [N, L]}, in their order. */
  public BufferedImage decoded(INDArray codes) {
    int columns = (int) Math.min(PER_ROW, codes.size(0));
    requireDrawable("--from", codes.size(0), columns);
    return drawDecoded(codes.castTo(vae.net().params().dataType()), columns);
  }

  /** Refuses a picture that no memory holds, before the work for it is done. */
  private void requireDrawable(String option, long images, int columns) {
    double pixels = grid.pixels(images, columns);
    if (pixels > MOST_PIXELS) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s: expected a picture of at most %,d pixels, got %,d images, which take %,.0f",
              option,
              MOST_PIXELS,
              images,
              pixels));
    }
  }

  private BufferedImage drawDecoded(INDArray z, int columns) {
    ImageGrid.Sheet sheet = grid.sheet(z.size(0), columns);
    for (long from = 0; from < z.size(0); from += BATCH) {
      INDArrayIndex part = NDArrayIndex.interval(from, Math.min(z.size(0), from + BATCH));
      sheet.put(from, inPixels(vae.decode(z.get(part, NDArrayIndex.all()))));
    }
    return sheet.picture();
  }

  /** Images of a part that the seed draws, each above what encoder and decoder make of it. */
  public BufferedImage reconstructions(Dataset part, int count, long seed) {
    int pairs = Math.min(count, part.size());
    int columns = Math.min(PER_ROW, pairs);
    long cells = ImageGrid.cellsOfPairs(pairs, columns);
    requireDrawable("--count", cells, columns);
    ImageGrid.Sheet sheet = grid.sheet(cells, columns);
    int[] order = RandomKey.of(seed).with("reconstructions").permutation(part.size());
    Dataset drawn = part.select(Arrays.copyOf(order, pairs));
    DataSetIterator batches = new DatasetIterator.Builder(drawn, BATCH).build();
    for (int first = 0; batches.hasNext(); first += BATCH) {
      INDArray x = batches.next().getFeatures();
      sheet.putPairs(first, inPixels(x), inPixels(vae.reconstruct(x)));
    }
    return sheet.picture();
  }

  private LatentSpace space() {
    requirePrior();
    return new LatentSpace(vae.prior().moments());
  }

  private void requirePrior() {
    if (!vae.hasPriorOfItsOwn()) {
      throw new BadInputException(
          "expected a model with a prior of its own, found one whose prior depends on an input");
    }
  }

  /** What a network sees or gives, in the units of pixels in [0, 1]. */
  private INDArray inPixels(INDArray images) {
    float[][] rows = images.toFloatMatrix();
    for (float[] row : rows) {
      restoreUnits.accept(row);
    }
    return Nd4j.createFromArray(rows);
  }

  /**
   * What lies between two latent codes, a row a pair.
   *
   * @param steps images in a row, both ends included; 2 or more
   */
  public BufferedImage interpolations(LatentPairs pairs, InterpolationPath path, int steps) {
    requireDrawable("--rows, --steps", pairs.from().size(0) * steps, steps);
    LatentSpace space = space();
    List<INDArray> rows = new ArrayList<>();
    for (long i = 0; i < pairs.from().size(0); i++) {
      rows.add(path.places(space, pairs.from().getRow(i, true), pairs.to().getRow(i, true), steps));
    }
    return drawDecoded(Nd4j.vstack(rows), steps);
  }

  /**
   * What each latent unit does, a row a unit, from 3 standard deviations of the prior below its
   * mean to 3 above; with the units' names where this machine can draw text.
   *
   * @param units which units
   * @param steps images in a row; 2 or more
   */
  public BufferedImage traversal(List<Integer> units, int steps) {
    return traversal(space().centre(), units, steps);
  }

  /**
   * The same around an example instead of the prior's mean.
   *
   * @param example from 0
   * @throws BadInputException if there is no such example
   */
  public BufferedImage traversal(Dataset part, int example, List<Integer> units, int steps) {
    LatentPairs.requireExample("--example", part, example);
    return traversal(LatentPairs.ofExamples(vae, part, example, example).from(), units, steps);
  }

  private BufferedImage traversal(INDArray centre, List<Integer> units, int steps) {
    requireDrawable("--units, --steps", (long) units.size() * steps, steps);
    LatentSpace space = space();
    BufferedImage rows = drawDecoded(space.traversal(centre, units, REACH, steps), steps);
    return Fonts.available() ? RowNames.beside(rows, LatentUnits.names(units)) : rows;
  }

  /**
   * The plane of a model with two latent units, decoded.
   *
   * @param side images in a row and in a column
   * @throws BadInputException if there are more or fewer units
   */
  public BufferedImage manifold(int side) {
    LatentSpace space = space();
    if (space.size() != 2) {
      throw new BadInputException(
          "manifold: expected a model with 2 latent units (--latent 2), found " + space.size());
    }
    requireDrawable("--side", (long) side * side, side);
    return drawDecoded(space.grid(side), side);
  }

  /** The terms of the loss over the epochs. */
  public static BufferedImage curves(List<MetricsRow> history) {
    LossCurves curves =
        new LossCurves(
            "loss = reconstruction + KL", history.stream().map(MetricsRow::epoch).toList());
    add(curves, "loss", history, RunSummary.Loss::loss, new Color(0x1f4e9c));
    add(curves, "reconstruction", history, RunSummary.Loss::reconstruction, new Color(0xc8501e));
    add(curves, "KL", history, RunSummary.Loss::kl, new Color(0x2a8f4c));
    return curves.draw();
  }

  private static void add(
      LossCurves curves,
      String name,
      List<MetricsRow> history,
      ToDoubleFunction<RunSummary.Loss> term,
      Color colour) {
    curves.train(name, values(history, result -> term.applyAsDouble(result.train())), colour);
    curves.heldOut(
        name + " (test)", values(history, result -> term.applyAsDouble(result.test())), colour);
  }

  private static List<Double> values(List<MetricsRow> history, ToDoubleFunction<MetricsRow> value) {
    return history.stream().mapToDouble(value).boxed().toList();
  }
}
