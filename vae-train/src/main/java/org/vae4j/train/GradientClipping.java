package org.vae4j.train;

import java.util.OptionalDouble;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.vae4j.loss.HostMatrix;

/**
 * Bounds the gradient of each step, before the updater sees it: every element to {@code ±value},
 * then the L2 norm over all parameters together to {@code norm}, by scaling.
 *
 * <p>A listener on DL4J's network: {@code net.addListeners(...)}. DL4J's own {@code ClipL2PerLayer}
 * bounds the norm of each layer for itself, which turns the gradient's direction; this does not.
 * The gradient that is bounded is that of the loss averaged over the batch, without regularisation.
 *
 * @see <a href="https://arxiv.org/abs/1211.5063">Pascanu et al. 2013, algorithm 1</a>
 */
public final class GradientClipping extends BaseTrainingListener {
  private static final int BLOCK = 2048;

  private final OptionalDouble value;
  private final OptionalDouble norm;
  private double lastNorm = Double.NaN;
  private double lastSoundNorm = Double.NaN;

  /**
   * @param value bound of each element, if there is to be one
   * @param norm bound of the L2 norm, if there is to be one
   * @throws IllegalArgumentException if a bound is not above 0
   */
  public GradientClipping(OptionalDouble value, OptionalDouble norm) {
    if (!(value.orElse(1) > 0 && norm.orElse(1) > 0)) {
      throw new IllegalArgumentException(
          "expected bounds above 0, got value %s and norm %s".formatted(value, norm));
    }
    this.value = value;
    this.norm = norm;
  }

  @Override
  public void onGradientCalculation(Model model) {
    HostMatrix gradient = HostMatrix.of(model.getGradientsViewArray());
    // DL4J divides by the batch size later, in the updater: here lies the sum over the batch.
    int examples = model.batchSize();
    value.ifPresent(bound -> clipValues(gradient, bound * examples));
    norm.ifPresent(bound -> clipNorm(gradient, bound, examples));
  }

  /** Before it was bounded by its norm; it may be infinite or NaN. Empty where none is bounded. */
  OptionalDouble lastNorm() {
    return norm.isPresent() ? OptionalDouble.of(lastNorm) : OptionalDouble.empty();
  }

  /** The last that was finite, before it was bounded. */
  OptionalDouble lastSoundNorm() {
    return Double.isNaN(lastSoundNorm) ? OptionalDouble.empty() : OptionalDouble.of(lastSoundNorm);
  }

  private static void clipValues(HostMatrix gradient, double bound) {
    double[] block = new double[BLOCK];
    for (int from = 0; from < gradient.columns(); from += BLOCK) {
      int count = Math.min(BLOCK, gradient.columns() - from);
      gradient.get(0, from, count, block);
      for (int i = 0; i < count; i++) {
        block[i] = Math.max(-bound, Math.min(bound, block[i]));
      }
      gradient.put(0, from, count, block);
    }
  }

  private void clipNorm(HostMatrix gradient, double bound, int examples) {
    double sum = GradientNorm.of(gradient);
    lastNorm = sum / examples;
    if (Double.isFinite(lastNorm)) {
      lastSoundNorm = lastNorm;
    }
    if (!(sum > bound * examples)) {
      return;
    }
    double scale = bound * examples / sum;
    double[] block = new double[BLOCK];
    for (int from = 0; from < gradient.columns(); from += BLOCK) {
      int count = Math.min(BLOCK, gradient.columns() - from);
      gradient.get(0, from, count, block);
      for (int i = 0; i < count; i++) {
        block[i] *= scale;
      }
      gradient.put(0, from, count, block);
    }
  }
}
