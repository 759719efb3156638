package org.vae4j.train;

import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.vae4j.loss.HostMatrix;

/**
 * The L2 norm over all parameters of the gradient of the loss averaged over the batch. Training
 * does not compute it: it is found afterwards, in what a step leaves behind.
 */
final class GradientNorm {
  private static final int BLOCK = 2048;

  private GradientNorm() {}

  /** In double and in one order, so that it is the same to the bit whatever the threads do. */
  static double of(HostMatrix gradient) {
    double[] block = new double[BLOCK];
    double squares = 0;
    for (int from = 0; from < gradient.columns(); from += BLOCK) {
      int count = Math.min(BLOCK, gradient.columns() - from);
      gradient.get(0, from, count, block);
      for (int i = 0; i < count; i++) {
        squares += block[i] * block[i];
      }
    }
    return Math.sqrt(squares);
  }

  /**
   * That of a batch that broke.
   *
   * @param updated whether an update has been made of it, after which its gradient is gone
   * @return may be infinite or NaN; empty if nobody knows
   */
  static OptionalDouble ofBroken(ComputationGraph net, boolean updated) {
    if (updated) {
      return clipping(net).map(GradientClipping::lastNorm).orElseGet(OptionalDouble::empty);
    }
    INDArray sum = net.getFlattenedGradients();
    return OptionalDouble.of(of(HostMatrix.of(sum.reshape(1, sum.length()))) / net.batchSize());
  }

  /**
   * That of the steps before a batch broke: what clipping saw last, else the root mean square over
   * the steps so far, which Adam's second moments are the squares of: after t steps {@code Σ v / (1
   * − β₂ᵗ)}, in which the last {@code 1 / (1 − β₂)} steps weigh most.
   *
   * @return finite and above 0; empty if there was no step, or nobody knows
   * @see <a href="https://arxiv.org/abs/1412.6980">Kingma &amp; Ba 2015, algorithm 1</a>
   */
  static OptionalDouble before(ComputationGraph net) {
    double norm =
        clipping(net)
            .map(GradientClipping::lastSoundNorm)
            .filter(OptionalDouble::isPresent)
            .orElseGet(() -> OptionalDouble.of(rootMeanSquare(net)))
            .orElse(Double.NaN);
    return norm > 0 && norm < Double.POSITIVE_INFINITY
        ? OptionalDouble.of(norm)
        : OptionalDouble.empty();
  }

  /** NaN if there was no step, or another updater than Adam. */
  private static double rootMeanSquare(ComputationGraph net) {
    double squares = 0;
    for (UpdaterBlock block : net.getUpdater().getUpdaterBlocks()) {
      if (!(block.getGradientUpdater() instanceof AdamUpdater adam)) {
        return Double.NaN;
      }
      double decay = adam.getConfig().getBeta2();
      squares +=
          adam.getV().sumNumber().doubleValue() / (1 - Math.pow(decay, net.getIterationCount()));
    }
    return Math.sqrt(squares);
  }

  private static Optional<GradientClipping> clipping(ComputationGraph net) {
    return net.getListeners().stream()
        .filter(GradientClipping.class::isInstance)
        .map(GradientClipping.class::cast)
        .findFirst();
  }
}
