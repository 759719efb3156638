package org.vae4j.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.layers.base.LabelledOutput;
import org.vae4j.layers.base.OnlyLayer;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.bound.BoundPass;
import org.vae4j.loss.bound.BoundTerms;
import org.vae4j.loss.bound.DrawTerms;
import org.vae4j.loss.cores.FastSettings;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.loss.likelihood.LikelihoodPass;

/** The {@link ImportanceWeightedLossLayer} at work in a network. */
public final class ImportanceWeightedLoss extends LabelledOutput<ImportanceWeightedLossLayer>
    implements VariationalLoss {
  private static final long serialVersionUID = 1;

  private transient BoundTerms boundTerms;

  /** Whether a batch has been looked at for labels outside the domain. */
  private boolean labelsChecked;

  /** 0 for what the configuration says. */
  private int samples;

  /** What this step has left for the sampling layer, or null. */
  private transient double[] pathWeights;

  ImportanceWeightedLoss(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    FastSettings.tellOnce();
  }

  /**
   * The loss layer of a network.
   *
   * @throws IllegalArgumentException if it has none or several
   */
  public static ImportanceWeightedLoss of(ComputationGraph net) {
    return OnlyLayer.in(net, ImportanceWeightedLoss.class);
  }

  /**
   * How many draws an example has, from now on; not kept with the network. The sampling layer has
   * the same number.
   *
   * @param samples K; 0 for what the configuration says
   */
  public void setSamples(int samples) {
    this.samples = samples;
  }

  /**
   * The loss of the last batch term by term: after a training step, {@code score} or {@code
   * scoreExamples}.
   *
   * @throws IllegalStateException if there was none
   */
  public BoundTerms boundTerms() {
    if (boundTerms == null) {
      throw new IllegalStateException(name() + ": no batch was scored yet");
    }
    return boundTerms;
  }

  @Override
  public LossTerms lossTerms() {
    BoundTerms terms = boundTerms();
    return new LossTerms(
        terms.examples(),
        terms.reconstruction(),
        List.of(terms.kl()),
        terms.klWeight(),
        List.of(terms.objective() - terms.reconstruction()));
  }

  /**
   * What the draws of each example of the batch tell whose input and labels are set: those that the
   * decoder was given, however many there are, and at KL weight 1, whatever the layer's is.
   *
   * @return N of them; NaN for an example whose mask is 0
   */
  public List<DrawTerms> drawTerms() {
    requireReady();
    BoundPass pass = pass(likelihoodPass().values(), 1);
    return IntStream.range(0, examples()).mapToObj(pass::drawTerms).toList();
  }

  @Override
  public List<ExampleTerms> exampleTerms() {
    return drawTerms().stream()
        .map(draws -> new ExampleTerms(draws.reconstruction(), List.of(draws.kl())))
        .toList();
  }

  /** p(x | z). */
  @Override
  public Likelihood likelihood() {
    return layerConf().getLikelihood();
  }

  @Override
  public Optional<Likelihood> density() {
    return Optional.of(likelihood());
  }

  /** The mean of x under the likelihood, {@code [M, D]}, for a decoder's output {@code [M, P]}. */
  @Override
  public INDArray mean(INDArray decoderOutput) {
    return likelihood().mean(decoderOutput);
  }

  /** The mean of x at each draw, {@code [N·K, D]}. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, mean(decoderOutput()));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    requireReady();
    INDArray gradient =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
    HostMatrix gradients = HostMatrix.of(gradient);
    BoundPass pass = pass(likelihoodPass().valuesAndGradient(gradients), klWeight());
    pass.finishGradient(gradients);
    finish(pass);
    leavePathWeights(pass);
    return new Pair<>(new DefaultGradient(), gradient);
  }

  @Override
  public double computeScore(
      double fullNetworkRegScore, boolean training, LayerWorkspaceMgr workspaces) {
    requireReady();
    requirePathWeightsTaken();
    if (!current) {
      finish(pass(likelihoodPass().values(), klWeight()));
    }
    return boundTerms.objective() + fullNetworkRegScore;
  }

  @Override
  public INDArray computeScoreForExamples(
      double fullNetworkRegScore, LayerWorkspaceMgr workspaces) {
    requireReady();
    BoundPass pass = pass(likelihoodPass().values(), klWeight());
    finish(pass);
    double[][] column = new double[examples()][1];
    for (int i = 0; i < column.length; i++) {
      column[i][0] = pass.objective(i) + fullNetworkRegScore;
    }
    return workspaces.leverageTo(
        ArrayType.ACTIVATIONS, Nd4j.createFromArray(column).castTo(input.dataType()));
  }

  /** −log p(x | z) of the rows, whose labels are checked where that is due. */
  private LikelihoodPass likelihoodPass() {
    LikelihoodPass pass =
        likelihood().over(name(), labels, decoderOutput(), likelihoodMask(), samples());
    if (layerConf().getLabelCheck().isDue(labelsChecked)) {
      pass.requireLabelsInDomain();
      labelsChecked = true;
    }
    return pass;
  }

  /**
   * An example's weight multiplies its bound and is no matter of log p(x | z): there only whether
   * its labels count at all.
   */
  private INDArray likelihoodMask() {
    return masksExamples() ? maskArray.neq(0) : maskArray;
  }

  private BoundPass pass(double[] nll, double klWeight) {
    return new BoundPass(
        HostMatrix.of(input), nll, exampleWeights(examples()), klWeight, layerConf().getBound());
  }

  private void finish(BoundPass pass) {
    boundTerms = pass.terms();
    current = true;
  }

  private void leavePathWeights(BoundPass pass) {
    boolean doubly = layerConf().getGradient() == GradientEstimator.DOUBLY_REPARAMETERISED;
    pathWeights = doubly ? pass.pathFactors() : null;
    PathWeights.leave(pathWeights);
  }

  /** DL4J scores a training step when its backward pass has ended. */
  private void requirePathWeightsTaken() {
    boolean left = pathWeights != null && PathWeights.takeBack(pathWeights);
    pathWeights = null;
    if (left) {
      throw new IllegalStateException(
          "%s: gradient DOUBLY_REPARAMETERISED needs doublyReparameterised(true) on the GaussianSamplingLayer, and no layer took the importance weights of this step"
              .formatted(name()));
    }
  }

  private double klWeight() {
    return layerConf().klWeightAt(getIterationCount(), getEpochCount());
  }

  /** N. */
  private int examples() {
    return Math.toIntExact(input.size(0) / samples());
  }

  private int samples() {
    return samples == 0 ? layerConf().getSamples() : samples;
  }

  private INDArray decoderOutput() {
    long parameters = layerConf().parameterCount(input.size(1));
    return input.get(NDArrayIndex.all(), NDArrayIndex.interval(0, parameters));
  }

  private void requireReady() {
    requireInputAndLabels();
    if (input.rank() != 2 || input.size(0) != labels.size(0) * samples()) {
      throw new IllegalStateException(
          "%s: expected samples = %d rows of input for each of the labels %s, got %s; the sampling layer has the same number of samples"
              .formatted(
                  name(),
                  samples(),
                  Arrays.toString(labels.shape()),
                  Arrays.toString(input.shape())));
    }
    long parameters = layerConf().parameterCount(input.size(1));
    long features = labels.rank() == 2 ? labels.size(1) : -1;
    if (features >= 0 && likelihood().parameterCount(features) != parameters) {
      throw new IllegalArgumentException(
          "%s: labels %s need a decoder output of %d columns beside log q(z | x) and log p(z), got %d columns in all"
              .formatted(
                  name(),
                  Arrays.toString(labels.shape()),
                  likelihood().parameterCount(features),
                  input.size(1)));
    }
  }

  @Override
  public void clear() {
    super.clear();
    pathWeights = null;
  }
}
