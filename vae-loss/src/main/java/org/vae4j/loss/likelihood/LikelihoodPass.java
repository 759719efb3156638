package org.vae4j.loss.likelihood;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.Labels;
import org.vae4j.loss.ReconstructionPass;
import org.vae4j.loss.cores.Cores;

/**
 * −log p(x | z) of a {@link Likelihood} over a batch, whose rows the cores share. Each example has
 * K rows of parameters, one for each draw of z; mostly K is 1.
 */
public final class LikelihoodPass implements ReconstructionPass {
  /** Of a parameter, at best. */
  private static final double NANOSECONDS = 3;

  private final Likelihood likelihood;
  private final Labels labels;
  private final int samples;
  private final HostMatrix parameters;

  LikelihoodPass(
      Likelihood likelihood,
      String owner,
      INDArray x,
      INDArray parameters,
      INDArray mask,
      int samples) {
    this.likelihood = likelihood;
    this.samples = samples;
    this.labels =
        Labels.of(owner, x, mask, parameters, likelihood.featureCount(parameters.size(1)), samples);
    this.parameters = HostMatrix.of(parameters);
  }

  @Override
  public double[] values() {
    return values((row, at) -> {});
  }

  @Override
  public double[] valuesAndGradient(HostMatrix gradient) {
    return values((row, at) -> row.putGradient(gradient, at));
  }

  private double[] values(AfterRow then) {
    double[] values = new double[parameters.rows()];
    Cores.share(
        values.length,
        NANOSECONDS * parameters.columns(),
        (from, to) -> {
          Row row = parameters.isFloat() ? new FloatRow() : new DoubleRow();
          for (int i = from; i < to; i++) {
            values[i] = row.compute(i);
            then.done(row, i);
          }
        });
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        // A label's fault is the caller's, anything else is the network's.
        labels.requireIn(likelihood::domain, likelihood.name(), i / samples);
      }
    }
    return values;
  }

  @Override
  public void requireLabelsInDomain() {
    labels.requireIn(likelihood::domain, likelihood.name());
  }

  private interface AfterRow {
    void done(Row row, int at);
  }

  /** The arrays of one row, in the precision of the network. */
  private interface Row {
    double compute(int at);

    void putGradient(HostMatrix to, int at);
  }

  private final class FloatRow implements Row {
    private final float[] values = new float[labels.features()];
    private final float[] outputs = new float[parameters.columns()];
    private final float[] weights = new float[labels.features()];
    private final float[] gradient = new float[parameters.columns()];

    @Override
    public double compute(int at) {
      labels.get(at / samples, values, weights);
      parameters.get(at, 0, outputs.length, outputs);
      return likelihood.negativeLogLikelihood(values, outputs, weights, gradient);
    }

    @Override
    public void putGradient(HostMatrix to, int at) {
      to.put(at, 0, gradient.length, gradient);
    }
  }

  private final class DoubleRow implements Row {
    private final double[] values = new double[labels.features()];
    private final double[] outputs = new double[parameters.columns()];
    private final double[] weights = new double[labels.features()];
    private final double[] gradient = new double[parameters.columns()];

    @Override
    public double compute(int at) {
      labels.get(at / samples, values, weights);
      parameters.get(at, 0, outputs.length, outputs);
      return likelihood.negativeLogLikelihood(values, outputs, weights, gradient);
    }

    @Override
    public void putGradient(HostMatrix to, int at) {
      to.put(at, 0, gradient.length, gradient);
    }
  }
}
