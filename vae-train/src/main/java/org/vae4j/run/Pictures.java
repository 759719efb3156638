package org.vae4j.run;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.ImageDataSetIterator;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.PreprocessingStep;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.report.ImageGrid;
import org.vae4j.report.LossCurves;

/** What a model of images generates and what it makes of given ones. */
public final class Pictures {
  private static final int PER_ROW = 10;

  private final Vae vae;
  private final List<PreprocessingStep> steps;
  private final ImageGrid grid;

  /** Of a model that was trained on pixels in [0, 1]. */
  public Pictures(Vae vae, ImageShape shape) {
    this(vae, shape, List.of());
  }

  /**
   * Of any model.
   *
   * @param like images as it sees them
   */
  public Pictures(Vae vae, ImageDataset like) {
    this(vae, like.shape(), like.steps());
  }

  private Pictures(Vae vae, ImageShape shape, List<PreprocessingStep> steps) {
    this.vae = vae;
    this.steps = steps;
    this.grid = new ImageGrid(shape.height(), shape.width(), shape.channels());
  }

  /** New images from the prior; the same ones for the same seed. */
  public BufferedImage samples(int count, long seed) {
    INDArray samples = vae.sample(count, RandomKey.of(seed).with("samples").seed());
    return grid.draw(inPixels(samples), Math.min(PER_ROW, count));
  }

  /** What the decoder makes of latent codes {@code [N, L]}, in their order. */
  public BufferedImage decoded(INDArray codes) {
    INDArray z = codes.castTo(vae.net().params().dataType());
    return grid.draw(vae.decode(z), (int) Math.min(PER_ROW, z.size(0)));
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
