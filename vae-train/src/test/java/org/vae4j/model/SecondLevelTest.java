package org.vae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.vae4j.SmallVae;
import org.vae4j.layers.GradientEstimator;
import org.vae4j.layers.NoiseSource;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.bound.DrawTerms;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** A prior that is a second level. */
class SecondLevelTest {
  private static final int EXAMPLES = 4;
  private static final int DRAWS = 3;
  private static final int LOWER = 3;
  private static final int UPPER = 2;

  private static SampledObjective objective(GradientEstimator gradient, List<Integer> hidden) {
    return new SampledObjective(
        LOWER,
        new BernoulliLikelihood(),
        new FixedSchedule(1),
        1,
        Bound.IWAE,
        gradient,
        List.of(),
        new SampledPrior.SecondLevel(UPPER, hidden));
  }

  private static Vae model(List<Integer> hidden) {
    return Vae.untrained(
        new MlpArchitecture(
            SmallVae.SHAPE.size(),
            List.of(8),
            Activation.TANH,
            objective(GradientEstimator.STANDARD, hidden),
            new LeanAdam(1e-3),
            3));
  }

  private final Vae vae = model(List.of(7, 6));

  private static INDArray normal(long seed, int rows, int units) {
    return Nd4j.randn(Nd4j.getRandomFactory().getNewRandomInstance(seed), rows, units);
  }

  @Test
  void hasTheLayersOfTheEncoderAboveMirroredBelow() {
    ComputationGraph net = vae.net();
    assertThat(net.getParam("upper-hidden_W").shape()).containsExactly(LOWER, 7);
    assertThat(net.getParam("upper-hidden2_W").shape()).containsExactly(7, 6);
    assertThat(net.getParam("upper-posterior_W").shape()).containsExactly(6, 2 * UPPER);
    assertThat(net.getParam("upper-decoder_W").shape()).containsExactly(UPPER, 6);
    assertThat(net.getParam("prior_W").shape()).containsExactly(7, 2 * LOWER);
    assertThat(vae.latentSize()).isEqualTo(LOWER);
    assertThat(vae.hasGaussianPosterior()).isTrue();
    assertThat(vae.gaussianPrior()).isEmpty();
  }

  /** Dense layers and densities written out, in double. */
  @Test
  void weighsADrawOfBothLevelsByAllItsDensities() {
    INDArray x = Nd4j.rand(DataType.FLOAT, EXAMPLES, SmallVae.SHAPE.size());
    INDArray lower = normal(1, EXAMPLES * DRAWS, LOWER);
    INDArray upper = normal(2, EXAMPLES * DRAWS, UPPER);
    NoiseSource noise =
        new NoiseSource() {
          @Override
          public INDArray standardNormal(DataType type, long rows, long units) {
            return lower.dup();
          }

          @Override
          public NoiseSource above() {
            return (type, rows, units) -> upper.dup();
          }
        };
    List<DrawTerms> terms = vae.drawTerms(x, DRAWS, noise);
    for (int i = 0; i < EXAMPLES; i++) {
      double[] given = row(x, i);
      double[] posterior = dense(dense(given, "hidden", true), "posterior", false);
      for (int k = 0; k < DRAWS; k++) {
        double[] e = row(lower, i * DRAWS + k);
        double[] d = row(upper, i * DRAWS + k);
        double[] z = draw(posterior, e);
        double[] above =
            dense(
                dense(dense(z, "upper-hidden", true), "upper-hidden2", true),
                "upper-posterior",
                false);
        double[] u = draw(above, d);
        double[] prior =
            dense(dense(dense(u, "upper-decoder", true), "upper-decoder2", true), "prior", false);
        double[] logits = dense(dense(z, "decoder", true), "logits", false);
        double expected =
            bernoulli(given, logits)
                + gaussian(prior, z)
                + gaussian(new double[2 * UPPER], u)
                - gaussian(posterior, z)
                - gaussian(above, u);
        // A sum of some 14 nats, of floats.
        assertThat(terms.get(i).weights().logWeights()[k]).isCloseTo(expected, within(1e-4));
      }
    }
  }

  private static double[] row(INDArray rows, int i) {
    return rows.getRow(i).toDoubleVector();
  }

  private double[] dense(double[] input, String layer, boolean tanh) {
    double[][] weights = vae.net().getParam(layer + "_W").toDoubleMatrix();
    double[] output = vae.net().getParam(layer + "_b").ravel().toDoubleVector();
    for (int j = 0; j < output.length; j++) {
      for (int i = 0; i < input.length; i++) {
        output[j] += input[i] * weights[i][j];
      }
      output[j] = tanh ? Math.tanh(output[j]) : output[j];
    }
    return output;
  }

  private static double[] draw(double[] parameters, double[] noise) {
    double[] drawn = new double[noise.length];
    for (int j = 0; j < drawn.length; j++) {
      drawn[j] = parameters[j] + Math.exp(0.5 * parameters[drawn.length + j]) * noise[j];
    }
    return drawn;
  }

  private static double gaussian(double[] parameters, double[] at) {
    double log = 0;
    for (int j = 0; j < at.length; j++) {
      double distance = at[j] - parameters[j];
      double logVariance = parameters[at.length + j];
      log -=
          0.5
              * (Math.log(2 * Math.PI)
                  + logVariance
                  + distance * distance * Math.exp(-logVariance));
    }
    return log;
  }

  private static double bernoulli(double[] x, double[] logits) {
    double log = 0;
    for (int j = 0; j < x.length; j++) {
      log += x[j] * logits[j] - Math.log1p(Math.exp(logits[j]));
    }
    return log;
  }

  /** z = Au + c + t δ, which is a Gaussian: N(c, AAᵀ + t² I). */
  @Test
  void isDrawnFromLevelByLevel() {
    double[][] a = {{0.8, -0.5, 0}, {0.3, 0.9, -1.1}};
    double[] c = {0.4, -1, 2};
    double logVariance = -0.7;
    Vae linear = model(List.of());
    INDArray weights = linear.net().getParam("prior_W").assign(0);
    INDArray bias = linear.net().getParam("prior_b").assign(logVariance);
    for (int j = 0; j < LOWER; j++) {
      bias.putScalar(j, c[j]);
      for (int i = 0; i < UPPER; i++) {
        weights.putScalar(i, j, a[i][j]);
      }
    }

    int count = 40_000;
    INDArray z = linear.sampleLatents(count, 8, 1);
    INDArray centred = z.subRowVector(Nd4j.createFromArray(c).castTo(z.dataType()));
    INDArray covariance = centred.transpose().mmul(centred).divi(count);
    DiagonalGaussian moments = linear.prior().moments();
    for (int i = 0; i < LOWER; i++) {
      double variance = covariance(a, i, i) + Math.exp(logVariance);
      // Five standard errors, of the ten thousand behind the moments and of these draws.
      assertThat(moments.mean().getDouble(0, i))
          .isCloseTo(c[i], within(0.05 * Math.sqrt(variance)));
      assertThat(Math.exp(moments.logVariance().getDouble(0, i)))
          .isCloseTo(variance, within(0.05 * Math.sqrt(2) * variance));
      assertThat(z.getColumn(i).meanNumber().doubleValue())
          .isCloseTo(c[i], within(5 * Math.sqrt(variance / count)));
      for (int j = 0; j < LOWER; j++) {
        double expected = covariance(a, i, j) + (i == j ? Math.exp(logVariance) : 0);
        // Var(z_i z_j) is at most 2 Var(z_i) Var(z_j), both of which are below 2.1.
        assertThat(covariance.getDouble(i, j))
            .isCloseTo(expected, within(5 * Math.sqrt(2.0 / count) * 2.1));
      }
    }
  }

  private static double covariance(double[][] a, int i, int j) {
    return a[0][i] * a[0][j] + a[1][i] * a[1][j];
  }

  @Test
  void isDrawnFromByTheSeed() {
    assertThat(vae.sample(5, 3)).isEqualTo(vae.sample(5, 3)).isNotEqualTo(vae.sample(5, 4));
    // Without noise there is one u, and one z for it.
    INDArray typical = vae.sampleLatents(2, 3, 0);
    assertThat(typical.getRow(0)).isEqualTo(typical.getRow(1));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDARD")
  void refusesGradientsThatAreOfOneGaussian(GradientEstimator gradient) {
    assertThatThrownBy(() -> objective(gradient, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whose posterior depends on z");
  }
}
