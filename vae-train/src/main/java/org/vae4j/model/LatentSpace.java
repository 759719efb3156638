package org.vae4j.model;

import java.util.List;
import org.apache.commons.math3.special.Erf;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.DiagonalGaussian;

/**
 * Places in a latent space, measured by its prior: distances are in the prior's standard
 * deviations, from its mean. With N(0, I) that is z itself.
 */
public final class LatentSpace {
  /** Below it an arc cannot be told from a line, or from one the other way round. */
  private static final double SMALLEST_SINE = 1e-6;

  private final double[] mean;
  private final double[] stdDev;
  private final DataType dataType;

  /**
   * @param prior one row, {@code [1, L]}
   */
  public LatentSpace(DiagonalGaussian prior) {
    mean = row(prior.mean());
    stdDev = row(prior.logVariance());
    for (int j = 0; j < stdDev.length; j++) {
      stdDev[j] = Math.exp(0.5 * stdDev[j]);
    }
    dataType = prior.mean().dataType();
  }

  /** L, the number of units. */
  public int size() {
    return mean.length;
  }

  /** The prior's mean, {@code [1, L]}. */
  public INDArray centre() {
    return array(new double[][] {mean});
  }

  /**
   * Equal steps along the straight line.
   *
   * @param from {@code [1, L]}
   * @param to {@code [1, L]}
   * @param steps how many places, both ends included; 2 or more
   * @return {@code [steps, L]}
   */
  public INDArray line(INDArray from, INDArray to, int steps) {
    double[] start = standard(from);
    double[] end = standard(to);
    return between(steps, t -> mix(1 - t, start, t, end));
  }

  /**
   * Equal angles along the arc about the prior's mean, {@code (sin (1−t)Ω · from + sin tΩ · to) /
   * sin Ω}: it keeps the distance from the mean that nearly all of the prior has in many
   * dimensions, where a line cuts through the empty middle. Along a line if the ends lie in one
   * direction or in opposite ones.
   *
   * @param from {@code [1, L]}
   * @param to {@code [1, L]}
   * @param steps how many places, both ends included; 2 or more
   * @return {@code [steps, L]}
   * @see <a href="https://arxiv.org/abs/1609.04468">White 2016, section 2.1</a>
   */
  public INDArray arc(INDArray from, INDArray to, int steps) {
    double[] start = standard(from);
    double[] end = standard(to);
    double cosine = dot(start, end) / Math.sqrt(dot(start, start) * dot(end, end));
    double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
    double sine = Math.sin(angle);
    // Also if an end is the mean itself, which has no direction: the angle is not a number.
    if (!(sine > SMALLEST_SINE)) {
      return line(from, to, steps);
    }
    return between(
        steps, t -> mix(Math.sin((1 - t) * angle) / sine, start, Math.sin(t * angle) / sine, end));
  }

  /**
   * One unit after the other moved through its range, the others staying where they are.
   *
   * @param centre where the others stay, {@code [1, L]}
   * @param units which units
   * @param reach how far from the prior's mean, in its standard deviations
   * @param steps places for each unit, from −reach to reach; 2 or more
   * @return {@code [units · steps, L]}, unit by unit
   */
  public INDArray traversal(INDArray centre, List<Integer> units, double reach, int steps) {
    double[] stay = standard(centre);
    double[][] places = new double[units.size() * steps][];
    for (int i = 0; i < places.length; i++) {
      double[] place = stay.clone();
      place[units.get(i / steps)] = reach * (2.0 * (i % steps) / (steps - 1) - 1);
      places[i] = fromStandard(place);
    }
    return array(places);
  }

  /**
   * The plane of a latent space of two units, cut into cells of equal probability: the middle of
   * each by the inverse of the normal distribution function.
   *
   * @param side cells in each direction
   * @return {@code [side · side, 2]}, row by row as one reads: the first unit grows to the right,
   *     the second one upwards
   * @throws IllegalArgumentException if there are more or fewer units than two
   * @see <a href="https://arxiv.org/abs/1312.6114">Kingma &amp; Welling 2014, figure 4</a>
   */
  public INDArray grid(int side) {
    if (size() != 2) {
      throw new IllegalArgumentException("expected 2 latent units, got " + size());
    }
    double[][] places = new double[side * side][];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        places[row * side + column] =
            fromStandard(
                new double[] {
                  quantile((column + 0.5) / side), quantile((side - row - 0.5) / side)
                });
      }
    }
    return array(places);
  }

  /** Φ⁻¹(p). */
  private static double quantile(double p) {
    return Math.sqrt(2) * Erf.erfInv(2 * p - 1);
  }

  /** A place for each t from 0 to 1. */
  private interface Path {
    double[] at(double t);
  }

  private INDArray between(int steps, Path path) {
    double[][] places = new double[steps][];
    for (int i = 0; i < steps; i++) {
      places[i] = fromStandard(path.at((double) i / (steps - 1)));
    }
    return array(places);
  }

  private static double[] mix(double a, double[] x, double b, double[] y) {
    double[] sum = new double[x.length];
    for (int j = 0; j < sum.length; j++) {
      sum[j] = a * x[j] + b * y[j];
    }
    return sum;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }

  private double[] standard(INDArray z) {
    double[] place = row(z);
    for (int j = 0; j < place.length; j++) {
      place[j] = (place[j] - mean[j]) / stdDev[j];
    }
    return place;
  }

  private double[] fromStandard(double[] place) {
    double[] z = new double[place.length];
    for (int j = 0; j < z.length; j++) {
      z[j] = mean[j] + stdDev[j] * place[j];
    }
    return z;
  }

  private static double[] row(INDArray z) {
    return z.reshape(z.length()).toDoubleVector();
  }

  private INDArray array(double[][] places) {
    return Nd4j.createFromArray(places).castTo(dataType);
  }
}
