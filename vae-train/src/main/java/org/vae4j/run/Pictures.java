package org.vae4j.run;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.ImageDataSetIterator;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.PreprocessingStep;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.model.LatentSpace;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.report.ImageGrid;
import org.vae4j.report.LossCurves;

/** What a model of images generates and what it makes of given ones. */
public final class Pictures {
  private static final int PER_ROW = 10;

  /** How far a unit is traversed: but for 0.3 %, a normal distribution lies within. */
  private static final double REACH = 3;

  private final Vae vae;
  private final List<PreprocessingStep> steps;
  private final ImageGrid grid;

  /**
   * Of the newest model of a run. The data is read only if it takes the data to tell what a number
   * means as a pixel: for checkpoints of older versions, with some scales.
   */
  public static Pictures of(RunFolder folder, Vae vae, DownloadListener downloads)
      throws IOException {
    Scaling scale = folder.settings().data().scale();
    Optional<FittedSteps> kept = FittedSteps.of(folder);
    boolean known = kept.isPresent() || scale == Scaling.AUTO || scale == Scaling.UNIT;
    return known
        ? new Pictures(vae, folder.info().image(), kept.orElse(FittedSteps.NONE).steps())
        : new Pictures(vae, RunData.part(folder, "test", downloads));
  }

  /**
   * Of any model.
   *
   * @param like images as it sees them
   * @throws BadInputException if what the model is of can be no picture
   */
  public Pictures(Vae vae, ImageDataset like) {
    this(vae, like.shape(), like.steps());
  }

  private Pictures(Vae vae, ImageShape shape, List<PreprocessingStep> steps) {
    if (!canShow(shape)) {
      throw new BadInputException(
          "expected images, of 1 or 3 channels, found a model of %s".formatted(shape));
    }
    this.vae = vae;
    this.steps = steps;
    this.grid = new ImageGrid(shape.height(), shape.width(), shape.channels());
  }

  /** Whether such data can be drawn. */
  static boolean canShow(ImageShape shape) {
    return shape.channels() == 1 || shape.channels() == 3;
  }

  /** New images from the prior; the same ones for the same seed. */
  public BufferedImage samples(int count, long seed) {
    return samples(count, seed, 1);
  }

  /** The same, the prior's standard deviations being multiplied by a temperature. */
  public BufferedImage samples(int count, long seed, double temperature) {
    INDArray samples = vae.sample(count, RandomKey.of(seed).with("samples").seed(), temperature);
    return grid.draw(inPixels(samples), Math.min(PER_ROW, count));
  }

  /** What the decoder makes of latent codes {@code [N, L]}, in their order. */
  public BufferedImage decoded(INDArray codes) {
    INDArray z = codes.castTo(vae.net().params().dataType());
    return grid.draw(inPixels(vae.decode(z)), (int) Math.min(PER_ROW, z.size(0)));
  }

  /** The first images of a part, each above what encoder and decoder make of it. */
  public BufferedImage reconstructions(ImageDataset part, int count) {
    int pairs = Math.min(count, part.size());
    INDArray x = new ImageDataSetIterator.Builder(part, pairs).build().next().getFeatures();
    return grid.drawPairs(inPixels(x), inPixels(vae.reconstruct(x)), PER_ROW);
  }

  /** What a network sees or gives, in the units of pixels in [0, 1]. */
  private INDArray inPixels(INDArray images) {
    float[][] rows = images.toFloatMatrix();
    for (int k = steps.size() - 1; k >= 0; k--) {
      for (float[] row : rows) {
        steps.get(k).restoreUnits(row);
      }
    }
    return Nd4j.createFromArray(rows);
  }

  /**
   * What lies between two latent codes, a row a pair.
   *
   * @param steps images in a row, both ends included; 2 or more
   */
  public BufferedImage interpolations(LatentPairs pairs, InterpolationPath path, int steps) {
    LatentSpace space = new LatentSpace(vae.prior());
    List<INDArray> rows = new ArrayList<>();
    for (long i = 0; i < pairs.from().size(0); i++) {
      rows.add(path.places(space, pairs.from().getRow(i, true), pairs.to().getRow(i, true), steps));
    }
    return grid.draw(inPixels(vae.decode(Nd4j.vstack(rows))), steps);
  }

  /**
   * What each latent unit does, a row a unit, from 3 standard deviations of the prior below its
   * mean to 3 above.
   *
   * @param units which units
   * @param steps images in a row; 2 or more
   */
  public BufferedImage traversal(List<Integer> units, int steps) {
    return traversal(new LatentSpace(vae.prior()).centre(), units, steps);
  }

  /**
   * The same around an example instead of the prior's mean.
   *
   * @param example from 0
   * @throws BadInputException if there is no such example
   */
  public BufferedImage traversal(ImageDataset part, int example, List<Integer> units, int steps) {
    return traversal(LatentPairs.ofExamples(vae, part, example, example).from(), units, steps);
  }

  private BufferedImage traversal(INDArray centre, List<Integer> units, int steps) {
    LatentSpace space = new LatentSpace(vae.prior());
    return grid.draw(inPixels(vae.decode(space.traversal(centre, units, REACH, steps))), steps);
  }

  /**
   * The plane of a model with two latent units, decoded.
   *
   * @param side images in a row and in a column
   * @throws BadInputException if there are more or fewer units
   */
  public BufferedImage manifold(int side) {
    LatentSpace space = new LatentSpace(vae.prior());
    if (space.size() != 2) {
      throw new BadInputException(
          "manifold: expected a model with 2 latent units (--latent 2), found " + space.size());
    }
    return grid.draw(inPixels(vae.decode(space.grid(side))), side);
  }

  /** The terms of the loss over the epochs. */
  static BufferedImage curves(List<MetricsRow> history) {
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
