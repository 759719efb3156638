package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.SmallVae;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.loss.Prior;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

class ElboTermsTest {
  private static final int N = ElboTerms.MOST_EXAMPLES;
  private static final RandomKey KEY = RandomKey.of(5);

  /**
   * With x ~ N(0, I) the means of the posteriors are normal, and so is q(z): its covariance is C =
   * GᵀG + v I of the encoder's weights G. Five standard errors: they are for q(z) as given, and
   * that of 2000 examples is a little off the normal.
   */
  @Test
  void ofANormalAggregate() {
    double v = 0.2;
    Vae vae = LinearGaussianVae.of(Prior.fixed(List.of(0.7, -1.2), List.of(-0.5, 0.4)), v).vae();
    INDArray encoder = vae.net().getLayer("posterior").getParam("W");
    encoder.muli(3); // so that there is something to tell
    encoder.getColumn(1).addi(encoder.getColumn(0)); // and the units depend on each other
    double[][] g = encoder.toDoubleMatrix();
    double[] center = vae.net().getLayer("posterior").getParam("b").toDoubleVector();
    double[] variance = {dot(g, 0, 0) + v, dot(g, 1, 1) + v};
    double determinant = variance[0] * variance[1] - Math.pow(dot(g, 0, 1), 2);
    double correlation = 0.5 * Math.log(variance[0] * variance[1] / determinant);
    double unitWise = 0;
    double[] priorMean = {0.7, -1.2};
    double[] priorVariance = {Math.exp(-0.5), Math.exp(0.4)};
    for (int j = 0; j < 2; j++) {
      double ratio = variance[j] / priorVariance[j];
      double distance = center[j] - priorMean[j];
      unitWise += 0.5 * (ratio + distance * distance / priorVariance[j] - 1 - Math.log(ratio));
    }
    assertThat(correlation).isGreaterThan(0.1);

    ElboTerms terms = ElboTerms.of(vae, List.of(normal(N)), KEY);

    assertNear(terms.mutualInformation(), 0.5 * Math.log(determinant / (v * v)));
    assertNear(terms.totalCorrelation(), correlation);
    assertNear(terms.dimensionWiseKl(), unitWise);
    assertNear(terms.aggregateKl(), correlation + unitWise);
  }

  private static void assertNear(MeanEstimate found, double expected) {
    assertThat(found.standardError()).isBetween(1e-3, 0.1);
    assertThat(found.value()).isCloseTo(expected, within(5 * found.standardError()));
  }

  /**
   * Of the same draws, log q(z | x) − log p(z) as the graph has it in float, which is within 1e-5
   * of sums of size 10.
   */
  @Test
  void addUpToTheNegativeElboWhateverThePriorIs() {
    Vae vae = SampledVae.withMixture(4);
    INDArray x = Nd4j.rand(DataType.FLOAT, 300, SmallVae.SHAPE.size());
    List<DataSet> batches = List.of(new DataSet(x, x));

    ElboTerms terms = ElboTerms.of(vae, batches, KEY);

    List<ExampleTerms> expected = NegativeElbo.of(vae, batches.iterator(), KEY);
    assertThat(terms.mutualInformation().value() + terms.aggregateKl().value())
        .isCloseTo(mean(expected, ExampleTerms::kl), within(1e-4));
    assertThat(terms.reconstruction().value())
        .isCloseTo(mean(expected, ExampleTerms::reconstruction), within(1e-12));
    // a mixture's units depend on each other, so that these two are not all of it
    assertThat(terms.totalCorrelation().value() + terms.dimensionWiseKl().value())
        .isNotCloseTo(terms.aggregateKl().value(), within(1e-3));
  }

  private static double mean(List<ExampleTerms> examples, ToDoubleFunction<ExampleTerms> term) {
    return examples.stream().mapToDouble(term).average().orElseThrow();
  }

  /** Posteriors that do not overlap tell the example, and no more. */
  @Test
  void theInformationIsAtMostTheLogarithmOfN() {
    Vae vae = LinearGaussianVae.of(Prior.standardNormal(), 1e-12).vae();
    ElboTerms terms = ElboTerms.of(vae, List.of(normal(50)), KEY);
    assertThat(terms.mutualInformation().value()).isCloseTo(Math.log(50), within(1e-12));
    assertThat(terms.mutualInformation().standardError()).isLessThan(1e-12);
  }

  /** A flow that moves all alike tells no more of x, and a second level has draws alone. */
  @Test
  void ofFlowsAndOfASecondLevelAreInTwoTerms() {
    for (Vae vae : List.of(SampledVae.withFlow(), SampledVae.withSecondLevel())) {
      assertThat(ElboTerms.areKnownOf(vae)).isTrue();
      INDArray x = Nd4j.rand(DataType.FLOAT, 300, SmallVae.SHAPE.size());
      List<DataSet> batches = List.of(new DataSet(x, x));

      ElboTerms terms = ElboTerms.of(vae, batches, KEY);

      List<ExampleTerms> expected = NegativeElbo.of(vae, batches.iterator(), KEY);
      assertThat(terms.mutualInformation().value() + terms.aggregateKl().value())
          .isCloseTo(mean(expected, ExampleTerms::kl), within(1e-12));
      assertThat(terms.dimensionWiseKl()).isNull();
    }
  }

  /** The same flow for all x changes no density ratio: as the encoder without it. */
  @Test
  void theInformationIsThatBeforeTheFlow() {
    Vae flow = SampledVae.withFlow();
    flow.net().getLayer("flow").params().addi(0.3); // not the identity
    Vae plain = SampledVae.withMixture(1);
    for (String encoder : List.of("hidden", "hidden2", "posterior")) {
      plain.net().getLayer(encoder).setParams(flow.net().getLayer(encoder).params());
    }
    INDArray x = Nd4j.rand(DataType.FLOAT, 100, SmallVae.SHAPE.size());
    List<DataSet> batches = List.of(new DataSet(x, x));
    assertThat(ElboTerms.of(flow, batches, KEY).mutualInformation())
        .isEqualTo(ElboTerms.of(plain, batches, KEY).mutualInformation());
    assertThat(ElboTerms.of(flow, batches, KEY).totalCorrelation()).isNull();
  }

  @Test
  void refusesMoreExamplesThanItCanCompare() {
    Vae vae = LinearGaussianVae.of(Prior.standardNormal(), 1).vae();
    assertThatThrownBy(() -> ElboTerms.of(vae, List.of(normal(N), normal(1)), KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 1 to 2000 examples, got 2001");
  }

  private static DataSet normal(int examples) {
    INDArray x =
        Nd4j.randn(
            Nd4j.getRandomFactory().getNewRandomInstance(11),
            (long) examples,
            (long) LinearGaussianVae.FEATURES);
    return new DataSet(x.castTo(DataType.DOUBLE), x.castTo(DataType.DOUBLE));
  }

  private static double dot(double[][] g, int first, int second) {
    double sum = 0;
    for (double[] row : g) {
      sum += row[first] * row[second];
    }
    return sum;
  }
}
