package org.vae4j.loss.likelihood;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.Labels;
import org.vae4j.loss.ReconstructionPass;

/** One pass of a {@link Likelihood} over a batch: −log p(x | z), example by example. */
public final class LikelihoodPass implements ReconstructionPass {
  private final Likelihood likelihood;
  private final Labels labels;
  private final HostMatrix parameters;
  private final Row row;
  private int next;

  LikelihoodPass(
      Likelihood likelihood, String owner, INDArray x, INDArray parameters, INDArray mask) {
    this.likelihood = likelihood;
    this.labels =
        Labels.of(owner, x, mask, parameters, likelihood.featureCount(parameters.size(1)));
    this.parameters = HostMatrix.of(parameters);
    this.row = this.parameters.isFloat() ? new FloatRow() : new DoubleRow();
  }

  /** N, the number of examples. */
  public int examples() {
    return parameters.rows();
  }

  @Override
  public double next() {
    double value = row.compute(next);
    if (!Double.isFinite(value)) {
      // A label's fault is the caller's, anything else is the network's.
      labels.requireIn(likelihood::domain, likelihood.name(), next);
    }
    next++;
    return value;
  }

  @Override
  public void putGradient(HostMatrix gradient) {
    row.putGradient(gradient, next - 1);
  }

  @Override
  public void requireLabelsInDomain() {
    labels.requireIn(likelihood::domain, likelihood.name());
  }

  /** The arrays of one example, in the precision of the network. */
  private interface Row {
    double compute(int example);

    void putGradient(HostMatrix to, int example);
  }

  private final class FloatRow implements Row {
    private final float[] values = new float[labels.features()];
    private final float[] outputs = new float[parameters.columns()];
    private final float[] weights = new float[labels.features()];
    private final float[] gradient = new float[parameters.columns()];

    @Override
    public double compute(int example) {
      labels.get(example, values, weights);
      parameters.get(example, 0, outputs.length, outputs);
      return likelihood.negativeLogLikelihood(values, outputs, weights, gradient);
    }

    @Override
    public void putGradient(HostMatrix to, int example) {
      to.put(example, 0, gradient.length, gradient);
    }
  }

  private final class DoubleRow implements Row {
    private final double[] values = new double[labels.features()];
    private final double[] outputs = new double[parameters.columns()];
    private final double[] weights = new double[labels.features()];
    private final double[] gradient = new double[parameters.columns()];

    @Override
    public double compute(int example) {
      labels.get(example, values, weights);
      parameters.get(example, 0, outputs.length, outputs);
      return likelihood.negativeLogLikelihood(values, outputs, weights, gradient);
    }

    @Override
    public void putGradient(HostMatrix to, int example) {
      to.put(example, 0, gradient.length, gradient);
    }
  }
}
