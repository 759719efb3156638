package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.layers.ImportanceWeightedLoss;
import org.vae4j.layers.VaeLoss;
import org.vae4j.layers.rows.PseudoInputs;
import org.vae4j.loss.bound.BoundTerms;
import org.vae4j.loss.penalty.PosteriorPenalty;
import org.vae4j.model.MixturePrior;
import org.vae4j.model.Vae;

/** The graphs of docs/objectives.md, compiled and trained as they stand there. */
@Tag("stress") // many seconds of runs or networks
class ObjectivesPageTest {
  private static final int DRAWS = 5;

  /** Untrained, every logit is about 0 and a pixel costs ln 2. */
  private static final double UNTRAINED = 784 * Math.log(2);

  @TempDir private static Path classes;
  private static URLClassLoader examples;
  private static INDArray x;

  @BeforeAll
  static void compile() throws Exception {
    Path page = Path.of(System.getProperty("vae4j.root"), "docs", "objectives.md");
    examples = JavaSnippets.compile(String.join("\n", JavaSnippets.of(page)), classes);
    // One pixel in ten: 255 nats for whoever knows that, so that a few steps show.
    x =
        Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(7), 128, 784)
            .lt(0.1)
            .castTo(DataType.FLOAT);
  }

  @AfterAll
  static void close() throws Exception {
    examples.close();
  }

  private static DataSetIterator images() {
    return new ListDataSetIterator<>(new DataSet(x, x).asList(), 16);
  }

  /** What a static method of an example returns. */
  private static Object call(String example, String name, Object... arguments) throws Exception {
    for (Method method : examples.loadClass(example).getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        method.setAccessible(true);
        return method.invoke(null, arguments);
      }
    }
    throw new AssertionError(example + " has no method " + name);
  }

  private static GraphBuilder graph(String example) throws Exception {
    return (GraphBuilder) call(example, "graph");
  }

  private static ComputationGraph train(GraphBuilder graph) throws Exception {
    return (ComputationGraph) call("ImportanceWeightedVae", "train", graph, images());
  }

  /** Eight steps have been taken, and the model is one that can be sampled. */
  private static BoundTerms assertLearned(ComputationGraph net) {
    assertThat(net.getIterationCount()).isEqualTo(8);
    BoundTerms terms = ImportanceWeightedLoss.of(net).boundTerms();
    assertThat(terms.objective()).isBetween(100.0, 0.95 * UNTRAINED);
    assertThat(terms.effectiveSampleSize()).isGreaterThan(1).isLessThanOrEqualTo(DRAWS);
    Vae vae = Vae.of(net);
    assertThat(vae.reconstruct(x).shape()).containsExactly(128, 784);
    assertThat(vae.sample(3, 1).shape()).containsExactly(3, 784);
    assertThat(vae.lossTerms(images()).total()).isBetween(100.0, 0.95 * UNTRAINED);
    return terms;
  }

  /** The logarithm is concave, so that of the same draws the IWAE bound is the higher one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ImportanceWeightedVae",
        "DoublyReparameterisedVae",
        "CouplingFlowVae",
        "MixturePriorVae",
        "LearnedPriorVae",
        "VampPriorVae",
        "TwoLevelVae"
      })
  void learnsByTheBoundOfSeveralDraws(String example) throws Exception {
    BoundTerms terms = assertLearned(train(graph(example)));

    // Log-weights of an example's draws lie nats apart.
    assertThat(terms.total() - terms.objective()).isGreaterThan(0.1);
  }

  @Test
  void learnsByTheElbo() throws Exception {
    BoundTerms terms = assertLearned(train(graph("StickingTheLandingVae")));

    // The same sum in another order.
    assertThat(terms.objective()).isCloseTo(terms.total(), Offset.offset(1e-9 * terms.total()));
  }

  @Test
  void theDoublyReparameterisedGradientIsAnother() throws Exception {
    assertThat(train(graph("DoublyReparameterisedVae")).params())
        .isNotEqualTo(train(graph("ImportanceWeightedVae")).params());
  }

  /** Flows start near the identity: what they have learned shows in their last biases. */
  @Test
  void flowsMoveZ() throws Exception {
    ComputationGraph net = train(graph("CouplingFlowVae"));

    assertThat(net.getParam("flow-1_b2").amaxNumber().doubleValue()).isPositive();
    Vae vae = Vae.of(net);
    assertThat(vae.hasGaussianPosterior()).isFalse();
    assertThat(vae.latent(x)).isNotEqualTo(vae.encode(x).mean());
  }

  @ParameterizedTest
  @ValueSource(strings = {"planar", "inverseAutoregressive"})
  void otherFlowsStandInThePlaceOfEach(String name) throws Exception {
    GraphBuilder graph =
        graph("CouplingFlowVae")
            .removeVertex("flow-1", false)
            .addLayer("flow-1", (Layer) call("OtherFlows", name), "flow-0");

    assertLearned(train(graph));
  }

  @Test
  void pseudoInputsStartAtExamplesAndMove() throws Exception {
    INDArray start = x.get(NDArrayIndex.interval(0, 50), NDArrayIndex.all());
    ComputationGraph net = (ComputationGraph) call("VampPriorVae", "train", start, images());

    assertLearned(net);
    assertThat(((MixturePrior) Vae.of(net).prior()).weights()).hasSize(50);
    INDArray values = PseudoInputs.of(net).values();
    assertThat(values).isNotEqualTo(start);
    // Adam moves a number by about its learning rate of 1e-3 a step, here eight times.
    assertThat(values.sub(start).amaxNumber().doubleValue()).isLessThan(0.02);
  }

  private static VaeLoss trained(GraphBuilder graph) {
    ComputationGraph net = new ComputationGraph(graph.build());
    net.init();
    net.fit(images(), 1);
    assertThat(VaeLoss.of(net).lossTerms().total()).isBetween(100.0, 0.95 * UNTRAINED);
    assertThat(Vae.of(net).sample(3, 1).shape()).containsExactly(3, 784);
    return VaeLoss.of(net);
  }

  @Test
  void aPenaltyThatLooksAtZ() throws Exception {
    VaeLoss loss = trained((GraphBuilder) call("PenalisedVae", "independentUnits", 128L));

    assertThat(loss.lossTerms().penalties()).containsOnlyKeys("total-correlation");
  }

  @Test
  void aPenaltyOfOnesOwnDrawsTheCodesToItsPoint() throws Exception {
    Constructor<?> centre =
        examples.loadClass("CentrePenalty").getDeclaredConstructor(double.class);
    centre.setAccessible(true);
    PosteriorPenalty penalty = (PosteriorPenalty) centre.newInstance(1.0);

    double without = trained(penalised(penalty, 0)).lossTerms().penalty();
    VaeLoss loss = trained(penalised(penalty, 10));

    assertThat(without).isZero();
    // At codes of mean 0 it is 10 · 20 units · 1².
    assertThat(loss.lossTerms().penalties().get("centre")).isBetween(0.0, 150.0);
  }

  private static GraphBuilder penalised(PosteriorPenalty penalty, double weight) throws Exception {
    return (GraphBuilder) call("PenalisedVae", "graph", penalty, weight);
  }
}
