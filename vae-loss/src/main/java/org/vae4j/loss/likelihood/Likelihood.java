package org.vae4j.loss.likelihood;

import java.util.SortedMap;
import java.util.TreeMap;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.LabelDomain;
import org.vae4j.loss.ReconstructionTerm;

/**
 * p(x | z): a normalised density or probability of D features, given what the decoder says of them.
 *
 * <p>The decoder's output is unconstrained: {@code [N, P]} with P = {@link #parameterCount}. Where
 * a feature has several parameters they lie in blocks, {@code [first parameter of all D features |
 * second of all D | …]}. The loss is −log p(x | z) in nats, summed over features; as everywhere in
 * DL4J the gradient is that of the sum over the batch.
 *
 * <p>A likelihood is an {@link ILossFunction} and works in a plain DL4J {@code OutputLayer} or
 * {@code LossLayer} with the IDENTITY activation. Masks: {@code [N, 1]} weighs examples, {@code [N,
 * D]} weighs features; what has weight 0 is not looked at, so a missing value may be NaN.
 *
 * <p>As a loss function, and for {@link #logProbability}, each label of each batch is checked
 * against its {@link #domain}: a likelihood is immutable and cannot tell which batch is the first.
 * That takes some 5 ns a label.
 *
 * <p>A subclass gives the density of <i>one</i> example and its derivative; this class does the
 * rest. Subclasses are immutable and survive JSON.
 */
public abstract class Likelihood implements ILossFunction, ReconstructionTerm {
  private static final long serialVersionUID = 1;

  /**
   * The values that a feature may take; any finite number, unless a subclass says otherwise.
   *
   * @param feature its index, 0 to D − 1
   */
  public LabelDomain domain(int feature) {
    return LabelDomain.FINITE;
  }

  /**
   * The parameters that are the same for every z, such as the noise of a column, by their place
   * among the P parameters, each with the value that it starts with; mostly none. A decoder gives
   * the others, and a {@code ConstantOutputsLayer} puts both together.
   *
   * @param features D
   */
  public SortedMap<Integer, Double> constants(int features) {
    return new TreeMap<>();
  }

  /**
   * Whether log p(x | z) is a density, which changes with the unit of x, and no probability; of a
   * composite, whether that of some feature is.
   */
  public boolean isDensity() {
    return true;
  }

  /**
   * E[x | z].
   *
   * @param parameters {@code [N, P]}
   * @return {@code [N, D]}
   */
  @Override
  public abstract INDArray mean(INDArray parameters);

  /**
   * One x that stands for all of p(x | z): its mean, but of a category the most likely one.
   *
   * @param parameters {@code [N, P]}
   * @return {@code [N, D]}
   */
  public INDArray typical(INDArray parameters) {
    return mean(parameters);
  }

  /**
   * One draw of x for each example.
   *
   * @param parameters {@code [N, P]}
   * @return {@code [N, D]}
   */
  public abstract INDArray sample(INDArray parameters, Random random);

  /**
   * −log p(x | z) of one example, and its derivative by the parameters. Called by several threads
   * at a time.
   *
   * @param x D values; where the weight is 0 the value is 0
   * @param parameters P values
   * @param weights D factors, one for each feature's term
   * @param gradient P values, overwritten
   * @return the weighted sum over features, in nats
   */
  protected abstract double negativeLogLikelihood(
      double[] x, double[] parameters, double[] weights, double[] gradient);

  /**
   * As the one above, in single precision. The default computes in double; a likelihood that trains
   * on images does better.
   */
  protected double negativeLogLikelihood(
      float[] x, float[] parameters, float[] weights, float[] gradient) {
    double[] wide = new double[gradient.length];
    double value = negativeLogLikelihood(widen(x), widen(parameters), widen(weights), wide);
    for (int j = 0; j < wide.length; j++) {
      gradient[j] = (float) wide[j];
    }
    return value;
  }

  @Override
  public final LikelihoodPass over(String owner, INDArray x, INDArray parameters, INDArray mask) {
    return over(owner, x, parameters, mask, 1);
  }

  /**
   * As the one above, for K draws of z an example: draw k of example i is row i·K + k of the
   * parameters. Labels and masks are read where they are, not copied.
   *
   * @param x {@code [N, D]}
   * @param parameters {@code [N·K, P]}, FLOAT or DOUBLE
   * @param mask {@code [N, 1]}, {@code [N, D]} or null
   * @param samples K
   * @return a pass with a value and a gradient for each of the N·K rows
   */
  public final LikelihoodPass over(
      String owner, INDArray x, INDArray parameters, INDArray mask, int samples) {
    return new LikelihoodPass(this, owner, x, parameters, mask, samples);
  }

  /**
   * log p(x | z) of each example.
   *
   * @param x {@code [N, D]}
   * @param parameters {@code [N, P]}
   * @return {@code [N, 1]}, in nats
   * @throws org.vae4j.loss.LabelDomainException if a value of x is outside its domain
   */
  public INDArray logProbability(INDArray x, INDArray parameters) {
    return scoreArray(x, parameters, null).negi();
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    requireIdentity(activation);
    return score(checked(labels, preOutput, mask).values(), average);
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    requireIdentity(activation);
    return scoreArray(labels, preOutput, mask);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    return computeGradientAndScore(labels, preOutput, activation, mask, false).getSecond();
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    requireIdentity(activation);
    LikelihoodPass pass = checked(labels, preOutput, mask);
    INDArray gradient =
        Nd4j.createUninitialized(asFloating(preOutput).dataType(), preOutput.shape(), 'c');
    double[] values = pass.valuesAndGradient(HostMatrix.of(gradient));
    return Pair.of(score(values, average), gradient.castTo(preOutput.dataType()));
  }

  private INDArray scoreArray(INDArray x, INDArray parameters, INDArray mask) {
    double[] values = checked(x, parameters, mask).values();
    return Nd4j.createFromArray(values).reshape(values.length, 1).castTo(parameters.dataType());
  }

  private static double score(double[] values, boolean average) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return average ? sum / values.length : sum;
  }

  private LikelihoodPass checked(INDArray x, INDArray parameters, INDArray mask) {
    LikelihoodPass pass = over(name(), x, asFloating(parameters), mask);
    pass.requireLabelsInDomain();
    return pass;
  }

  /** DOUBLE as it is, all else as FLOAT. */
  static INDArray asFloating(INDArray array) {
    return array.dataType() == DataType.DOUBLE ? array : array.castTo(DataType.FLOAT);
  }

  private void requireIdentity(IActivation activation) {
    if (!(activation instanceof ActivationIdentity)) {
      throw new IllegalArgumentException(
          name()
              + " works on unconstrained outputs: expected activation IDENTITY, got "
              + activation);
    }
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int j = 0; j < values.length; j++) {
      wide[j] = values[j];
    }
    return wide;
  }

  @Override
  public String toString() {
    return name();
  }
}
