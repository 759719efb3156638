package org.vae4j.loss.likelihood;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.HostMatrix;

/**
 * Features that are independent given z, each described by K decoder outputs of its own: p(x | z) =
 * ∏ⱼ p(xⱼ | θⱼ). The K parameters lie in blocks, {@code [first of all D features | second of all D
 * | …]}.
 *
 * <p>A subclass is the distribution of <i>one</i> feature, on plain doubles.
 */
public abstract class IndependentFeatures extends Likelihood {
  private static final long serialVersionUID = 1;

  /** K. */
  protected abstract int parametersPerFeature();

  /**
   * −log p(x | θ) of one feature and its derivative by θ.
   *
   * @param x the value
   * @param parameters θ, K values
   * @param gradient K values, overwritten
   * @return nats
   */
  protected abstract double negativeLogProbability(
      double x, double[] parameters, double[] gradient);

  /** E[x | θ] of one feature. */
  protected abstract double mean(double[] parameters);

  /** A draw from p(x | θ) of one feature. */
  protected abstract double sample(double[] parameters, Random random);

  @Override
  public final long parameterCount(long features) {
    return features * parametersPerFeature();
  }

  @Override
  public final long featureCount(long parameters) {
    if (parameters % parametersPerFeature() != 0) {
      throw new IllegalArgumentException(
          "%s: expected a multiple of %d decoder outputs, %d for each feature, got %d"
              .formatted(name(), parametersPerFeature(), parametersPerFeature(), parameters));
    }
    return parameters / parametersPerFeature();
  }

  @Override
  protected double negativeLogLikelihood(
      double[] x, double[] parameters, double[] weights, double[] gradient) {
    double[] theta = new double[parametersPerFeature()];
    double[] byTheta = new double[parametersPerFeature()];
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      for (int k = 0; k < theta.length; k++) {
        theta[k] = parameters[k * x.length + j];
      }
      sum += weights[j] * negativeLogProbability(x[j], theta, byTheta);
      for (int k = 0; k < theta.length; k++) {
        gradient[k * x.length + j] = weights[j] * byTheta[k];
      }
    }
    return sum;
  }

  @Override
  public INDArray mean(INDArray parameters) {
    return perFeature(parameters, this::mean);
  }

  @Override
  public INDArray sample(INDArray parameters, Random random) {
    return perFeature(parameters, theta -> sample(theta, random));
  }

  /** A function of the K parameters of one feature. */
  interface FeatureFunction {
    double of(double[] theta);
  }

  /** Its value for each feature of each example. */
  final INDArray perFeature(INDArray parameters, FeatureFunction function) {
    int features = Math.toIntExact(featureCount(parameters.size(1)));
    HostMatrix from = HostMatrix.reading(parameters);
    INDArray result = Nd4j.createUninitialized(DataType.DOUBLE, parameters.size(0), features);
    HostMatrix to = HostMatrix.of(result);
    double[] row = new double[from.columns()];
    double[] values = new double[features];
    double[] theta = new double[parametersPerFeature()];
    for (int i = 0; i < from.rows(); i++) {
      from.get(i, 0, row.length, row);
      for (int j = 0; j < features; j++) {
        for (int k = 0; k < theta.length; k++) {
          theta[k] = row[k * features + j];
        }
        values[j] = function.of(theta);
      }
      to.put(i, 0, features, values);
    }
    return result.castTo(parameters.dataType());
  }
}
