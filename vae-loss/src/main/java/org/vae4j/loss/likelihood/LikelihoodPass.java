package org.vae4j.loss.likelihood;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;

/**
 * One pass of a {@link Likelihood} over a batch, example by example: {@link #next} gives −log p(x |
 * z) and keeps the derivative, {@link #putGradient} writes it where it is wanted.
 */
public final class LikelihoodPass {
  private final Likelihood likelihood;
  private final String owner;
  private final HostMatrix x;
  private final HostMatrix parameters;
  private final HostMatrix mask;
  private final Row row;
  private int next;

  LikelihoodPass(
      Likelihood likelihood, String owner, INDArray x, INDArray parameters, INDArray mask) {
    requireShapes(likelihood, owner, x, parameters, mask);
    this.likelihood = likelihood;
    this.owner = owner;
    this.x = HostMatrix.reading(x);
    this.parameters = HostMatrix.of(parameters);
    this.mask = mask == null ? null : HostMatrix.reading(mask);
    this.row = this.parameters.isFloat() ? new FloatRow() : new DoubleRow();
  }

  /** N, the number of examples. */
  public int examples() {
    return parameters.rows();
  }

  /**
   * −log p(x | z) of the next example, in nats, summed over features.
   *
   * @throws IllegalArgumentException if a value of x is NaN and not masked
   */
  public double next() {
    double value = row.compute(next);
    if (Double.isNaN(value)) {
      requireNumbers(next);
    }
    next++;
    return value;
  }

  /** Writes the derivative of the last {@link #next} to the same row of {@code [N, P]}. */
  public void putGradient(HostMatrix gradient) {
    row.putGradient(gradient, next - 1);
  }

  /** The sum is NaN: a label's fault is the caller's, anything else is the network's. */
  private void requireNumbers(int example) {
    double[] values = new double[x.columns()];
    double[] weights = new double[x.columns()];
    x.get(example, 0, values.length, values);
    if (mask != null) {
      mask.get(example, 0, mask.columns(), weights);
    }
    for (int j = 0; j < values.length; j++) {
      boolean masked = mask != null && weights[mask.columns() == 1 ? 0 : j] == 0;
      if (Double.isNaN(values[j]) && !masked) {
        throw new IllegalArgumentException(
            "%s: expected a number in labels[%d, %d], got NaN".formatted(owner, example, j));
      }
    }
  }

  private static void requireShapes(
      Likelihood likelihood, String owner, INDArray x, INDArray parameters, INDArray mask) {
    long examples = parameters.size(0);
    long features = likelihood.featureCount(parameters.size(1));
    if (x.rank() != 2 || x.size(0) != examples || x.size(1) != features) {
      throw new IllegalArgumentException(
          "%s: expected labels [%d, %d] for decoder output %s, got %s"
              .formatted(owner, examples, features, shape(parameters), shape(x)));
    }
    if (mask != null
        && (mask.rank() != 2
            || mask.size(0) != examples
            || (mask.size(1) != 1 && mask.size(1) != features))) {
      throw new IllegalArgumentException(
          "%s: expected a mask [%d, 1] or [%d, %d], got %s"
              .formatted(owner, examples, examples, features, shape(mask)));
    }
  }

  private static String shape(INDArray array) {
    return Arrays.toString(array.shape());
  }

  /** The arrays of one example, in the precision of the network. */
  private interface Row {
    double compute(int example);

    void putGradient(HostMatrix to, int example);
  }

  private final class FloatRow implements Row {
    private final float[] values = new float[x.columns()];
    private final float[] outputs = new float[parameters.columns()];
    private final float[] weights = new float[x.columns()];
    private final float[] gradient = new float[parameters.columns()];

    FloatRow() {
      Arrays.fill(weights, 1);
    }

    @Override
    public double compute(int example) {
      x.get(example, 0, values.length, values);
      parameters.get(example, 0, outputs.length, outputs);
      if (mask != null) {
        mask.get(example, 0, mask.columns(), weights);
        if (mask.columns() == 1) {
          Arrays.fill(weights, weights[0]);
        }
        for (int j = 0; j < values.length; j++) {
          values[j] = weights[j] == 0 ? 0 : values[j];
        }
      }
      return likelihood.negativeLogLikelihood(values, outputs, weights, gradient);
    }

    @Override
    public void putGradient(HostMatrix to, int example) {
      to.put(example, 0, gradient.length, gradient);
    }
  }

  private final class DoubleRow implements Row {
    private final double[] values = new double[x.columns()];
    private final double[] outputs = new double[parameters.columns()];
    private final double[] weights = new double[x.columns()];
    private final double[] gradient = new double[parameters.columns()];

    DoubleRow() {
      Arrays.fill(weights, 1);
    }

    @Override
    public double compute(int example) {
      x.get(example, 0, values.length, values);
      parameters.get(example, 0, outputs.length, outputs);
      if (mask != null) {
        mask.get(example, 0, mask.columns(), weights);
        if (mask.columns() == 1) {
          Arrays.fill(weights, weights[0]);
        }
        for (int j = 0; j < values.length; j++) {
          values[j] = weights[j] == 0 ? 0 : values[j];
        }
      }
      return likelihood.negativeLogLikelihood(values, outputs, weights, gradient);
    }

    @Override
    public void putGradient(HostMatrix to, int example) {
      to.put(example, 0, gradient.length, gradient);
    }
  }
}
