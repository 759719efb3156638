package org.vae4j.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The KL divergence of diagonal Gaussians in closed form, in nats:
 *
 * <pre>
 * KL(N(μ₁,σ₁²) ‖ N(μ₂,σ₂²)) = ½ [ −log(σ₁²/σ₂²) − 1 + σ₁²/σ₂² + (μ₁−μ₂)²/σ₂² ]     per unit
 * </pre>
 *
 * <p>With δ = logVariance₁ − logVariance₂ the first three terms are {@code expm1(δ) − δ}, which
 * does not cancel where the variances are close. The computation is in double whatever the arrays
 * hold.
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma &amp; Welling 2014, appendix B</a>
 */
public final class GaussianKl {
  private GaussianKl() {}

  /**
   * The derivatives of the KL divergence, summed over units and examples.
   *
   * @param mean {@code [N, L]}
   * @param logVariance {@code [N, L]}
   */
  public record Gradient(INDArray mean, INDArray logVariance) {}

  /** The derivatives by the posterior's and by the prior's parameters. */
  public record Gradients(Gradient posterior, Gradient prior) {}

  /** KL(N(mean, exp(logVariance)) ‖ N(0, 1)) of one unit. */
  public static double unit(double mean, double logVariance) {
    return unitByLogVariance(logVariance) + 0.5 * (mean * mean - logVariance);
  }

  /** Derivative of {@link #unit(double, double)} by the log-variance; the one by the mean is it. */
  public static double unitByLogVariance(double logVariance) {
    return 0.5 * Math.expm1(logVariance);
  }

  /** KL(N(mean1, exp(logVariance1)) ‖ N(mean2, exp(logVariance2))) of one unit. */
  public static double unit(double mean1, double logVariance1, double mean2, double logVariance2) {
    double delta = logVariance1 - logVariance2;
    double distance = mean1 - mean2;
    return 0.5 * (Math.expm1(delta) - delta + distance * distance * Math.exp(-logVariance2));
  }

  /**
   * KL(posterior ‖ N(0, I)) of each unit.
   *
   * @return {@code [N, L]}, ≥ 0
   */
  public static INDArray perUnit(DiagonalGaussian posterior) {
    Units units = new Units(posterior);
    return units.matrix((i, j) -> unit(units.mean[i][j], units.logVariance[i][j]));
  }

  /**
   * KL(posterior ‖ prior) of each unit.
   *
   * @return {@code [N, L]}, ≥ 0
   * @throws IllegalArgumentException if the two differ in shape
   */
  public static INDArray perUnit(DiagonalGaussian posterior, DiagonalGaussian prior) {
    requireSameShape(posterior, prior);
    Units q = new Units(posterior);
    Units p = new Units(prior);
    return q.matrix(
        (i, j) -> unit(q.mean[i][j], q.logVariance[i][j], p.mean[i][j], p.logVariance[i][j]));
  }

  /**
   * KL(posterior ‖ N(0, I)) of each example, summed over its units.
   *
   * @return {@code [N, 1]}, ≥ 0
   */
  public static INDArray perExample(DiagonalGaussian posterior) {
    return sumOverUnits(perUnit(inDouble(posterior)), posterior.mean().dataType());
  }

  /**
   * KL(posterior ‖ prior) of each example, summed over its units.
   *
   * @return {@code [N, 1]}, ≥ 0
   * @throws IllegalArgumentException if the two differ in shape
   */
  public static INDArray perExample(DiagonalGaussian posterior, DiagonalGaussian prior) {
    return sumOverUnits(perUnit(inDouble(posterior), inDouble(prior)), posterior.mean().dataType());
  }

  /** The derivatives of KL(posterior ‖ N(0, I)): mean and ½(exp(logVariance) − 1). */
  public static Gradient gradient(DiagonalGaussian posterior) {
    Units units = new Units(posterior);
    return new Gradient(
        units.matrix((i, j) -> units.mean[i][j]),
        units.matrix((i, j) -> unitByLogVariance(units.logVariance[i][j])));
  }

  /**
   * The derivatives of KL(posterior ‖ prior) by the parameters of both.
   *
   * @throws IllegalArgumentException if the two differ in shape
   */
  public static Gradients gradients(DiagonalGaussian posterior, DiagonalGaussian prior) {
    requireSameShape(posterior, prior);
    Units q = new Units(posterior);
    Units p = new Units(prior);
    UnitFunction scaledDistance =
        (i, j) -> (q.mean[i][j] - p.mean[i][j]) * Math.exp(-p.logVariance[i][j]);
    UnitFunction excess = (i, j) -> 0.5 * Math.expm1(q.logVariance[i][j] - p.logVariance[i][j]);
    return new Gradients(
        new Gradient(q.matrix(scaledDistance), q.matrix(excess)),
        new Gradient(
            q.matrix((i, j) -> -scaledDistance.at(i, j)),
            q.matrix(
                (i, j) ->
                    -excess.at(i, j)
                        - 0.5 * scaledDistance.at(i, j) * (q.mean[i][j] - p.mean[i][j]))));
  }

  private static void requireSameShape(DiagonalGaussian posterior, DiagonalGaussian prior) {
    if (!Arrays.equals(posterior.mean().shape(), prior.mean().shape())) {
      throw new IllegalArgumentException(
          "expected a prior of the posterior's shape "
              + Arrays.toString(posterior.mean().shape())
              + ", got "
              + Arrays.toString(prior.mean().shape()));
    }
  }

  private static DiagonalGaussian inDouble(DiagonalGaussian gaussian) {
    return new DiagonalGaussian(
        gaussian.mean().castTo(DataType.DOUBLE), gaussian.logVariance().castTo(DataType.DOUBLE));
  }

  private static INDArray sumOverUnits(INDArray perUnit, DataType type) {
    return perUnit.sum(true, 1).castTo(type);
  }

  /** A value for unit j of example i. */
  private interface UnitFunction {
    double at(int i, int j);
  }

  /** The parameters as plain doubles. */
  private static final class Units {
    private final DataType type;
    private final double[][] mean;
    private final double[][] logVariance;

    Units(DiagonalGaussian gaussian) {
      type = gaussian.mean().dataType();
      mean = gaussian.mean().castTo(DataType.DOUBLE).toDoubleMatrix();
      logVariance = gaussian.logVariance().castTo(DataType.DOUBLE).toDoubleMatrix();
    }

    INDArray matrix(UnitFunction function) {
      double[][] values = new double[mean.length][mean[0].length];
      for (int i = 0; i < values.length; i++) {
        for (int j = 0; j < values[i].length; j++) {
          values[i][j] = function.at(i, j);
        }
      }
      return Nd4j.createFromArray(values).castTo(type);
    }
  }
}
