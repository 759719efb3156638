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
import org.vae4j.loss.KlPass;
import org.vae4j.loss.KlPenalty;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.ReconstructionPass;
import org.vae4j.loss.cores.FastSettings;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.loss.penalty.PenaltyPass;
import org.vae4j.loss.penalty.PosteriorPenalty;

/** The {@link VaeLossLayer} at work in a network. */
public final class VaeLoss extends LabelledOutput<VaeLossLayer> implements VariationalLoss {
  private static final long serialVersionUID = 1;

  private transient LossTerms lossTerms;
  private transient PriorDraws priorDraws = new PriorDraws();

  /** Whether a batch has been looked at for labels outside the domain. */
  private boolean labelsChecked;

  VaeLoss(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    FastSettings.tellOnce();
  }

  /**
   * The loss layer of a network.
   *
   * @throws IllegalArgumentException if it has none or several
   */
  public static VaeLoss of(ComputationGraph net) {
    return OnlyLayer.in(net, VaeLoss.class);
  }

  /**
   * The loss of the last batch term by term: after a training step, {@code score} or {@code
   * scoreExamples}.
   *
   * @throws IllegalStateException if there was none
   */
  @Override
  public LossTerms lossTerms() {
    if (lossTerms == null) {
      throw new IllegalStateException(
          "layer '%s': no batch was scored yet".formatted(layerConf().getLayerName()));
    }
    return lossTerms;
  }

  /**
   * Where the draws of p(z) that a penalty compares with come from, from now on, in training and in
   * scoring; not kept with the network. If nothing is set, those of training are of the calling
   * thread's {@code Nd4j.getRandom()}, and those of scoring are always the same.
   */
  public void setPriorDraws(NoiseSource source) {
    priorDraws = new PriorDraws(source);
  }

  /**
   * p(x | z).
   *
   * @throws UnsupportedOperationException if the reconstruction term is a loss without a density
   */
  @Override
  public Likelihood likelihood() {
    if (layerConf().getLikelihood() == null) {
      throw new UnsupportedOperationException(
          "%s: expected a likelihood, got %s, which is no density: there is nothing to sample x from, and no log-probability"
              .formatted(name(), layerConf().getReconstruction().name()));
    }
    return layerConf().getLikelihood();
  }

  @Override
  public Optional<Likelihood> density() {
    return Optional.ofNullable(layerConf().getLikelihood());
  }

  /**
   * What the network's output is for a decoder's output {@code [N, P]}: the mean of x under the
   * likelihood, or the activation that the reconstruction loss gets, {@code [N, D]}.
   */
  @Override
  public INDArray mean(INDArray decoderOutput) {
    return layerConf().reconstructionTerm().mean(decoderOutput);
  }

  /** The mean of x, {@code [N, D]}. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, mean(decoderOutput(input)));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    requireReady();
    INDArray gradient =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
    pass(new double[batchSize()], gradient, true);
    return new Pair<>(new DefaultGradient(), gradient);
  }

  @Override
  public double computeScore(
      double fullNetworkRegScore, boolean training, LayerWorkspaceMgr workspaces) {
    requireReady();
    if (!current) {
      pass(new double[batchSize()], null, training);
    }
    return lossTerms.objective() + fullNetworkRegScore;
  }

  @Override
  public INDArray computeScoreForExamples(
      double fullNetworkRegScore, LayerWorkspaceMgr workspaces) {
    requireReady();
    double[] objective = new double[batchSize()];
    pass(objective, null, false);
    double[][] column = new double[objective.length][1];
    for (int i = 0; i < objective.length; i++) {
      column[i][0] = objective[i] + fullNetworkRegScore;
    }
    return workspaces.leverageTo(
        ArrayType.ACTIVATIONS, Nd4j.createFromArray(column).castTo(input.dataType()));
  }

  /**
   * The negative ELBO of each example of the batch whose input and labels are set, at the z that
   * the decoder was given.
   *
   * @return N of them, whose {@link LossTerms#meanOf mean} has the reconstruction and the KL of
   *     {@link #lossTerms}, to the bit
   */
  @Override
  public List<ExampleTerms> exampleTerms() {
    requireReady();
    INDArray decoderOutput = decoderOutput(input);
    ReconstructionPass reconstruction =
        layerConf().reconstructionTerm().over(name(), labels, decoderOutput, maskArray);
    checkLabels(reconstruction);
    KlPass kl =
        new KlPass(
            HostMatrix.of(input),
            (int) decoderOutput.size(1),
            layerConf().getLatentSize(),
            layerConf().getPrior(),
            exampleWeights(batchSize()),
            new KlPenalty(1, 0, 0));
    double[] values = reconstruction.values();
    return IntStream.range(0, batchSize())
        .mapToObj(i -> new ExampleTerms(values[i], kl.klPerUnit(i)))
        .toList();
  }

  /**
   * Value and, where asked for, gradient of every example in one go.
   *
   * @param objective N values, overwritten
   * @param gradient of the sum over the batch, of the input's shape, overwritten, or null
   */
  private void pass(double[] objective, INDArray gradient, boolean training) {
    INDArray decoderOutput = decoderOutput(input);
    int parameters = (int) decoderOutput.size(1);
    ReconstructionPass reconstructionPass =
        layerConf().reconstructionTerm().over(name(), labels, decoderOutput, maskArray);
    checkLabels(reconstructionPass);
    HostMatrix inputs = HostMatrix.of(input);
    HostMatrix gradients = gradient == null ? null : HostMatrix.of(gradient);
    KlPenalty klPenalty = layerConf().klPenalty(getIterationCount(), getEpochCount());
    double[] weights = exampleWeights(batchSize());
    KlPass kl =
        new KlPass(
            inputs,
            parameters,
            layerConf().getLatentSize(),
            layerConf().getPrior(),
            weights,
            klPenalty);
    PenaltyPass penalty = penaltyPass(inputs, parameters, weights, training);

    double[] nll =
        gradients == null
            ? reconstructionPass.values()
            : reconstructionPass.valuesAndGradient(gradients);
    double reconstruction = 0;
    for (int i = 0; i < objective.length; i++) {
      reconstruction += nll[i];
      objective[i] = nll[i] + kl.penalty(i) + penalty.ofExample(i);
      if (gradients != null) {
        kl.putGradient(i, gradients, parameters);
        penalty.putGradient(i, gradients);
      }
    }
    lossTerms =
        new LossTerms(
            objective.length,
            reconstruction / objective.length,
            kl.klPerUnit(),
            klPenalty.weight(),
            kl.penaltyPerUnit(),
            penalty.byName());
    current = true;
  }

  private PenaltyPass penaltyPass(
      HostMatrix inputs, int parameters, double[] weights, boolean training) {
    PosteriorPenalty penalty = layerConf().getPenalty();
    int latentSize = layerConf().getLatentSize();
    double weight = layerConf().penaltyWeight(getIterationCount(), getEpochCount());
    double[][] draws =
        penalty != null && penalty.needsPriorDraws()
            ? priorDraws.get(name(), input.dataType(), batchSize(), latentSize, training)
            : null;
    return new PenaltyPass(penalty, weight, inputs, parameters, latentSize, weights, draws);
  }

  private void checkLabels(ReconstructionPass pass) {
    if (layerConf().getLabelCheck().isDue(labelsChecked)) {
      pass.requireLabelsInDomain();
      labelsChecked = true;
    }
  }

  private INDArray decoderOutput(INDArray input) {
    long parameters = layerConf().parameterCount(input.size(1));
    return input.get(NDArrayIndex.all(), NDArrayIndex.interval(0, parameters));
  }

  private void requireReady() {
    requireInputAndLabels();
    long parameters = layerConf().parameterCount(input.size(1));
    long features = labels.rank() == 2 ? labels.size(1) : -1;
    if (features >= 0 && layerConf().reconstructionTerm().parameterCount(features) != parameters) {
      throw new IllegalArgumentException(
          "%s: labels %s need a decoder output of %d columns and %s, got %d columns in all"
              .formatted(
                  name(),
                  Arrays.toString(labels.shape()),
                  layerConf().reconstructionTerm().parameterCount(features),
                  layerConf().latentInputs(),
                  input.size(1)));
    }
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    super.setInput(input, workspaces);
    priorDraws.forget();
  }
}
