package org.vae4j.evaluate;

import java.util.Arrays;

/**
 * Multinomial logistic regression on standardised inputs, with a small penalty on the weights so
 * that separable classes have an optimum: what a linear classifier makes of a latent code.
 *
 * <p>Trained by Nesterov's accelerated gradient on all examples at once, which needs no randomness.
 */
final class LogisticProbe {
  private static final double PENALTY = 1e-4;
  private static final int STEPS = 300;

  private final double[] mean;
  private final double[] scale;

  /** One row a class; the last column is the bias, which has no penalty. */
  private final double[][] weights;

  /**
   * Fits.
   *
   * @param x {@code [N][L]}
   * @param labels N classes from 0
   */
  LogisticProbe(double[][] x, int[] labels, int classes) {
    int size = x[0].length;
    mean = new double[size];
    scale = new double[size];
    standardise(x);
    double[][] inputs = Arrays.stream(x).map(this::input).toArray(double[][]::new);
    weights = new double[classes][size + 1];
    fit(inputs, labels);
  }

  /** The likeliest class. */
  int classOf(double[] x) {
    double[] logits = logits(input(x), weights);
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best;
  }

  private void standardise(double[][] x) {
    for (int j = 0; j < mean.length; j++) {
      int unit = j;
      mean[j] = Arrays.stream(x).mapToDouble(row -> row[unit]).sum() / x.length;
      double squares =
          Arrays.stream(x).mapToDouble(row -> Math.pow(row[unit] - mean[unit], 2)).sum();
      // A unit that never moves says nothing, and is left at 0.
      scale[j] = squares == 0 ? 0 : 1 / Math.sqrt(squares / x.length);
    }
  }

  private double[] input(double[] x) {
    double[] input = new double[x.length + 1];
    for (int j = 0; j < x.length; j++) {
      input[j] = (x[j] - mean[j]) * scale[j];
    }
    input[x.length] = 1;
    return input;
  }

  private void fit(double[][] inputs, int[] labels) {
    // The Hessian of the cross-entropy is at most half of E[x xᵀ], whose trace is L + 1 here.
    double step = 1 / (0.5 * (mean.length + 1) + PENALTY);
    double[][] ahead = copy(weights);
    for (int t = 0; t < STEPS; t++) {
      double[][] gradient = gradient(inputs, labels, ahead);
      double momentum = t / (t + 3.0);
      for (int c = 0; c < weights.length; c++) {
        for (int j = 0; j < weights[c].length; j++) {
          double next = ahead[c][j] - step * gradient[c][j];
          ahead[c][j] = next + momentum * (next - weights[c][j]);
          weights[c][j] = next;
        }
      }
    }
  }

  private static double[][] gradient(double[][] inputs, int[] labels, double[][] weights) {
    int size = weights[0].length;
    double[][] gradient = new double[weights.length][size];
    for (int i = 0; i < inputs.length; i++) {
      double[] probabilities = softmax(logits(inputs[i], weights));
      probabilities[labels[i]] -= 1;
      for (int c = 0; c < weights.length; c++) {
        for (int j = 0; j < size; j++) {
          gradient[c][j] += probabilities[c] * inputs[i][j] / inputs.length;
        }
      }
    }
    for (int c = 0; c < weights.length; c++) {
      for (int j = 0; j < size - 1; j++) {
        gradient[c][j] += PENALTY * weights[c][j];
      }
    }
    return gradient;
  }

  private static double[] logits(double[] input, double[][] weights) {
    double[] logits = new double[weights.length];
    for (int c = 0; c < weights.length; c++) {
      for (int j = 0; j < input.length; j++) {
        logits[c] += weights[c][j] * input[j];
      }
    }
    return logits;
  }

  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double[] values = Arrays.stream(logits).map(logit -> StrictMath.exp(logit - largest)).toArray();
    double sum = Arrays.stream(values).sum();
    return Arrays.stream(values).map(value -> value / sum).toArray();
  }

  private static double[][] copy(double[][] matrix) {
    return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
  }
}
