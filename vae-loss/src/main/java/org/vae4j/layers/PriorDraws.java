package org.vae4j.layers;

import java.util.Arrays;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;

/**
 * Draws of N(0, I) beside a batch. They stay the same as long as the batch does, so that a step's
 * gradient and score are of one function.
 */
final class PriorDraws {
  /** Of the draws for scoring. */
  private static final long SEED = 1;

  private final NoiseSource source;
  private double[][] drawn;
  private boolean drawnForTraining;

  /** Draws of the thread's generator in training, and of a fixed seed in scoring. */
  PriorDraws() {
    this(null);
  }

  /** Draws of a source. */
  PriorDraws(NoiseSource source) {
    this.source = source;
  }

  /** The next draws are for another batch. */
  void forget() {
    drawn = null;
  }

  /**
   * The draws beside the batch.
   *
   * @return {@code [examples, units]}
   * @throws IllegalStateException if a source gives another shape
   */
  double[][] get(String layer, DataType type, int examples, int units, boolean training) {
    if (drawn == null || drawnForTraining != training) {
      drawn =
          source == null && !training
              ? ofFixedSeed(examples, units)
              : of(source == null ? NoiseSource.DEFAULT : source, layer, type, examples, units);
      drawnForTraining = training;
    }
    return drawn;
  }

  /** A score repeats, and whoever scores between steps leaves the thread's generator alone. */
  private static double[][] ofFixedSeed(int examples, int units) {
    Random random = new Random(SEED);
    double[][] draws = new double[examples][units];
    for (double[] row : draws) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return draws;
  }

  private static double[][] of(
      NoiseSource source, String layer, DataType type, int examples, int units) {
    INDArray noise = source.standardNormal(type, examples, units);
    if (noise == null || !Arrays.equals(noise.shape(), new long[] {examples, units})) {
      throw new IllegalStateException(
          "%s: expected draws of p(z) [%d, %d], got %s"
              .formatted(
                  layer, examples, units, noise == null ? "none" : Arrays.toString(noise.shape())));
    }
    HostMatrix rows = HostMatrix.reading(noise);
    double[][] draws = new double[examples][units];
    for (int i = 0; i < examples; i++) {
      rows.get(i, 0, units, draws[i]);
    }
    return draws;
  }
}
