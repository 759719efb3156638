package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.drawn.Digits;
import org.vae4j.layers.VaeLoss;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.Prior;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.Objective;
import org.vae4j.model.Vae;

/** The networks of docs/custom-networks.md, compiled and trained as they stand there. */
@Tag("stress") // many seconds of runs or networks
class CustomNetworksTest {
  /** Untrained, every logit is about 0 and a pixel costs ln 2: 543 nats. Some steps do better. */
  private static void assertLearns(ComputationGraph net) {
    net.fit(images(), 6);
    assertThat(net.score()).isBetween(50.0, 450.0);
  }

  @TempDir private static Path classes;
  private static URLClassLoader examples;
  private static Dataset digits;

  @BeforeAll
  static void compile() throws Exception {
    Path page = Path.of(System.getProperty("vae4j.root"), "docs", "custom-networks.md");
    examples = JavaSnippets.compile(String.join("\n", JavaSnippets.of(page)), classes);
    digits = Digits.generate(1).train().take(512);
  }

  @AfterAll
  static void close() throws Exception {
    examples.close();
  }

  private static DataSetIterator images() {
    return new DatasetIterator.Builder(digits, 64).build();
  }

  /** What a static method of an example returns. */
  private static Object call(String example, String name, Object... arguments) throws Exception {
    Class<?> type = examples.loadClass(example);
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        method.setAccessible(true);
        return method.invoke(null, arguments);
      }
    }
    throw new AssertionError(example + " has no method " + name);
  }

  @Test
  void convolutional() throws Exception {
    ComputationGraph net = (ComputationGraph) call("ConvolutionalVae", "train", images());

    assertThat(net.getIterationCount()).isEqualTo(8);
    assertLearns(net);
    assertThat(net.outputSingle(images().next().getFeatures()).shape()).containsExactly(64, 784);
  }

  @Test
  void conditional() throws Exception {
    List<MultiDataSet> batches = new ArrayList<>();
    for (int k = 0; k < 8; k++) {
      INDArray x = images().next(64).getFeatures();
      INDArray y = Nd4j.zeros(64, 10);
      for (int i = 0; i < 64; i++) {
        y.putScalar(i, digits.label(i), 1);
      }
      batches.add(new MultiDataSet(new INDArray[] {x, y}, new INDArray[] {x}));
    }
    ComputationGraph net = (ComputationGraph) call("ConditionalVae", "train", batches);

    for (MultiDataSet batch : batches) {
      double before = net.score(batch);
      net.fit(batch);
      assertThat(net.score(batch)).isLessThan(before);
    }
    INDArray z = Nd4j.zeros(10, 8);
    INDArray generated = (INDArray) call("ConditionalVae", "generate", net, z, Nd4j.eye(10));
    assertThat(generated.shape()).containsExactly(10, 784);
    // One z, ten classes: the label makes the difference.
    assertThat(generated.getRow(0)).isNotEqualTo(generated.getRow(1));

    Vae vae = Vae.of(net);
    INDArray x = batches.get(0).getFeatures(0);
    INDArray y = batches.get(0).getFeatures(1);
    INDArray posterior = net.feedForward(new INDArray[] {x, y}, false).get("posterior");
    assertThat(vae.encode(x, y)).isEqualTo(DiagonalGaussian.of(posterior));
    assertThat(vae.decode(vae.encode(x, y).mean(), y)).isEqualTo(net.outputSingle(x, y));
    assertThatThrownBy(() -> vae.encode(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected what posterior is computed from, [x, y], got 1 arrays");
    assertThatThrownBy(() -> vae.exampleTerms(new DataSet(x, x)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a network of x alone, found one of [x, y]");
  }

  @Test
  void tabular() throws Exception {
    Random random = new Random(3);
    double[][] rows = new double[512][5];
    for (double[] row : rows) {
      int kind = random.nextInt(4);
      for (int j = 0; j < 3; j++) {
        row[j] = kind + 0.3 * random.nextGaussian();
      }
      row[3] = kind;
      row[4] = random.nextInt(3 * kind + 1);
    }
    INDArray table = Nd4j.createFromArray(rows).castTo(Nd4j.defaultFloatingPointType());
    DataSetIterator batches = new ListDataSetIterator<>(new DataSet(table, table).asList(), 32);
    ComputationGraph net = (ComputationGraph) call("TabularVae", "train", batches);

    double before = VaeLoss.of(net).lossTerms().total();
    net.fit(batches, 20);
    assertThat(VaeLoss.of(net).lossTerms().total()).isLessThan(before);
    INDArray generated = (INDArray) call("TabularVae", "generate", net, 100);
    assertThat(generated.shape()).containsExactly(100, 5);
    for (int i = 0; i < 100; i++) {
      assertThat(generated.getDouble(i, 3)).isIn(0.0, 1.0, 2.0, 3.0);
      assertThat(generated.getDouble(i, 4)).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void normalised() throws Exception {
    ComputationGraph net = (ComputationGraph) call("NormalisedVae", "train", images());

    assertLearns(net);
  }

  @Test
  void regression() throws Exception {
    Random random = new Random(4);
    double[][] x = new double[256][3];
    double[][] y = new double[256][2];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < 3; j++) {
        x[i][j] = random.nextGaussian();
      }
      y[i][0] = x[i][0] - x[i][1] + 0.1 * random.nextGaussian();
      y[i][1] = 0.5 * x[i][2] + 0.5 * random.nextGaussian();
    }
    DataSet data =
        new DataSet(
            Nd4j.createFromArray(x).castTo(Nd4j.defaultFloatingPointType()),
            Nd4j.createFromArray(y).castTo(Nd4j.defaultFloatingPointType()));
    MultiLayerNetwork net =
        (MultiLayerNetwork)
            call("UncertainRegression", "train", new ListDataSetIterator<>(data.asList(), 32));

    INDArray output = net.output(data.getFeatures());
    assertThat(output.shape()).containsExactly(256, 4);
    // The second target has five times the noise, and the network has found that out.
    assertThat(output.getColumn(3).meanNumber().doubleValue())
        .isGreaterThan(output.getColumn(2).meanNumber().doubleValue() + 1);
  }

  /** DL4J wraps what it freezes. */
  @Test
  void aFrozenPriorIsStillTheVaesOwn() {
    VaeLossLayer loss =
        new VaeLossLayer.Builder()
            .latentSize(3)
            .likelihood(new BernoulliLikelihood())
            .prior(Prior.input())
            .build();
    ComputationGraph net =
        new ComputationGraph(
            new MlpArchitecture(
                    784, List.of(8), Activation.RELU, Objective.of(loss), new LeanAdam(1e-3), 1)
                .configuration());
    net.init();
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(net).setFeatureExtractor("posterior", "prior").build();

    INDArray x = images().next().getFeatures();
    assertThat(Vae.of(frozen).encode(x)).isEqualTo(Vae.of(net).encode(x));
    assertThat(Vae.of(frozen).prior().moments().mean().shape()).containsExactly(1, 3);
    assertThat(Vae.of(frozen).sample(2, 1).shape()).containsExactly(2, 784);
    ComputationGraph upToZ =
        new TransferLearning.GraphBuilder(net).setFeatureExtractor("z", "prior").build();
    assertThat(Vae.of(upToZ).hasGaussianPosterior()).isTrue();
    assertThat(Vae.of(upToZ).gaussianPrior()).isPresent();
  }

  @Test
  void transfer() throws Exception {
    ComputationGraph trained = (ComputationGraph) call("NormalisedVae", "train", images());
    INDArray x = images().next().getFeatures();
    INDArray posterior = trained.feedForward(x, false).get("posterior").dup();
    INDArray logits = trained.feedForward(x, false).get("logits").dup();

    ComputationGraph net = (ComputationGraph) call("NewDecoder", "train", trained, images());

    assertThat(net.feedForward(x, false).get("posterior")).isEqualTo(posterior);
    assertThat(net.feedForward(x, false).get("logits")).isNotEqualTo(logits);
    assertLearns(net);
    assertThat(net.feedForward(x, false).get("posterior")).isEqualTo(posterior);
  }
}
