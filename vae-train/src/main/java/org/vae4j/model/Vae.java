package org.vae4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.layers.GaussianSampling;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.ImportanceWeightedLoss;
import org.vae4j.layers.ImportanceWeightedLossLayer;
import org.vae4j.layers.LearnedPrior;
import org.vae4j.layers.LearnedPriorLayer;
import org.vae4j.layers.NoiseSource;
import org.vae4j.layers.VaeLoss;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.VariationalLoss;
import org.vae4j.layers.density.GaussianDensityVertex;
import org.vae4j.layers.density.MixtureDensity;
import org.vae4j.layers.density.MixtureDensityLayer;
import org.vae4j.layers.density.MixtureDensityVertex;
import org.vae4j.layers.density.StandardNormalDensityVertex;
import org.vae4j.layers.rows.PseudoInputs;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.loss.FixedPrior;
import org.vae4j.loss.InputPrior;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.Prior;
import org.vae4j.loss.RunningLossTerms;
import org.vae4j.loss.StandardNormalPrior;
import org.vae4j.loss.bound.DrawTerms;
import org.vae4j.loss.likelihood.Likelihood;

/**
 * A variational autoencoder: any DL4J graph with the vertices of {@link VertexNames}, a sampling
 * layer and a loss layer, seen as encoder and decoder.
 *
 * <p>The graph stays the user's: it can be trained on, and all that is asked here is answered with
 * the parameters of that moment. Not thread-safe, as DL4J's graphs are not.
 */
public final class Vae {
  private final ComputationGraph net;

  /** That of z first; the others of the levels above it. */
  private final List<GaussianSampling> levels;

  private final VariationalLoss loss;
  private final GraphPart encoder;
  private final GraphPart decoder;

  /** From x to z, where z is not what is drawn from the posterior itself. */
  private final Optional<GraphPart> latent;

  private Vae(ComputationGraph net) {
    this.net = net;
    this.levels = levels(net);
    this.loss = VariationalLoss.of(net);
    this.encoder = GraphPart.encoder(net);
    this.decoder = GraphPart.decoder(net);
    this.latent = hasGaussianPosterior() ? Optional.empty() : Optional.of(GraphPart.latent(net));
  }

  /** Those that z is computed from, and then the others. */
  private static List<GaussianSampling> levels(ComputationGraph net) {
    Set<String> towardsZ =
        GraphPart.verticesBetween(net.getConfiguration(), Optional.empty(), VertexNames.LATENT);
    List<GaussianSampling> lower = new ArrayList<>();
    List<GaussianSampling> upper = new ArrayList<>();
    for (GaussianSampling sampling : GaussianSampling.all(net)) {
      (towardsZ.contains(sampling.layerConf().getLayerName()) ? lower : upper).add(sampling);
    }
    if (lower.size() != 1) {
      throw new IllegalArgumentException(
          "expected one GaussianSamplingLayer that '%s' is computed from, found %d"
              .formatted(VertexNames.LATENT, lower.size()));
    }
    lower.addAll(upper);
    return lower;
  }

  /**
   * The autoencoder that a graph is.
   *
   * @param net an initialised graph
   * @throws IllegalArgumentException if a vertex or layer is missing
   */
  public static Vae of(ComputationGraph net) {
    for (String name :
        List.of(
            VertexNames.POSTERIOR,
            VertexNames.LATENT,
            VertexNames.DECODER_OUTPUT,
            VertexNames.LOSS)) {
      if (net.getVertex(name) == null) {
        throw new IllegalArgumentException(
            "expected a graph with a vertex '%s', found %s"
                .formatted(name, net.getConfiguration().getVertices().keySet()));
      }
    }
    return new Vae(net);
  }

  /**
   * The autoencoder that a graph with other vertex names is. {@link #net} is then a graph of its
   * own with the names of {@link VertexNames}, on the same array of parameters: who trains one
   * trains both.
   *
   * @param names the name in {@link VertexNames} of each vertex that has another
   * @throws IllegalArgumentException if a vertex or layer is missing, or two would have one name
   */
  public static Vae of(ComputationGraph net, Map<String, String> names) {
    return of(RenamedGraph.of(net, names));
  }

  /** A new autoencoder, its weights drawn from the architecture's seed. */
  public static Vae untrained(Architecture architecture) {
    ComputationGraph net = new ComputationGraph(architecture.configuration());
    net.init();
    return new Vae(net);
  }

  /** The same model as it is now, in a network of its own: updater state and counts included. */
  public Vae copy() {
    ComputationGraph copy = new ComputationGraph(net.getConfiguration().clone());
    copy.init(net.params(), true);
    Vae vae = new Vae(copy);
    vae.assign(this);
    return vae;
  }

  /**
   * Makes this the same model as another of the same architecture: its parameters, updater state
   * and counts.
   */
  public void assign(Vae other) {
    net.params().assign(other.net.params());
    net.getConfiguration().setIterationCount(other.net.getIterationCount());
    net.getConfiguration().setEpochCount(other.net.getEpochCount());
    INDArray state = other.net.updaterState();
    if (state != null) {
      net.getUpdater().getStateViewArray().assign(state);
    }
  }

  /** The graph itself. */
  public ComputationGraph net() {
    return net;
  }

  /** The loss layer of the graph. */
  public VariationalLoss loss() {
    return loss;
  }

  /**
   * p(x | z).
   *
   * @throws UnsupportedOperationException if the reconstruction term is a loss without a density
   */
  public Likelihood likelihood() {
    return loss.likelihood();
  }

  /** Whether q(z | x) is the Gaussian that the encoder gives, moved by no flow. */
  public boolean hasGaussianPosterior() {
    return isLayer(VertexNames.LATENT, GaussianSamplingLayer.class);
  }

  /** Whether the draws of the posterior are moved in the same way whatever x is, or not at all. */
  public boolean movesAllAlike() {
    ComputationGraphConfiguration graph = net.getConfiguration();
    return Collections.disjoint(
        GraphPart.verticesBetween(graph, Optional.of(VertexNames.POSTERIOR), VertexNames.LATENT),
        graph.getNetworkInputs());
  }

  /**
   * p(z), where its KL divergence from q(z | x) has a closed form: both are Gaussians, and it does
   * not depend on an input.
   *
   * @return one row, {@code [1, L]}
   */
  public Optional<DiagonalGaussian> gaussianPrior() {
    return hasGaussianPosterior()
            && hasPriorOfItsOwn()
            && prior() instanceof MixturePrior mixture
            && mixture.isGaussian()
        ? Optional.of(mixture.moments())
        : Optional.empty();
  }

  /**
   * The same encoder, decoder and prior, as they are now, with another p(x | z): the decoder's
   * output is then read as the other's parameters.
   *
   * @param other takes as many parameters for D features as the one that was trained with
   * @param features D
   * @return a network of its own
   * @throws IllegalArgumentException if the other takes more or fewer parameters
   */
  public Vae withLikelihood(Likelihood other, long features) {
    long found = loss.density().map(present -> present.parameterCount(features)).orElse(features);
    if (other.parameterCount(features) != found) {
      throw new IllegalArgumentException(
          "expected a likelihood of %d parameters for %d features, which is what the decoder gives, got %s of %d"
              .formatted(found, features, other, other.parameterCount(features)));
    }
    ComputationGraphConfiguration configuration = net.getConfiguration().clone();
    LayerVertex vertex = (LayerVertex) configuration.getVertices().get(VertexNames.LOSS);
    if (vertex.getLayerConf().getLayer() instanceof VaeLossLayer layer) {
      layer.setReconstruction(null);
      layer.setReconstructionActivation(null);
      layer.setLikelihood(other);
    } else {
      ((ImportanceWeightedLossLayer) vertex.getLayerConf().getLayer()).setLikelihood(other);
    }
    ComputationGraph copy = new ComputationGraph(configuration);
    copy.init(net.params(), true);
    return Vae.of(copy);
  }

  /** L, the number of latent units. */
  public int latentSize() {
    return levels.get(0).layerConf().getLatentSize();
  }

  /**
   * q(z | x), or, of a posterior that flows move, the Gaussian that they start from.
   *
   * @param x {@code [N, D]}
   * @param conditions the other inputs of the network that the encoder needs, such as labels, in
   *     the network's order; mostly none
   * @return mean and logVariance, {@code [N, L]} each
   * @throws IllegalArgumentException if the encoder needs more or fewer inputs
   */
  public DiagonalGaussian encode(INDArray x, INDArray... conditions) {
    return DiagonalGaussian.of(encoder.output(x, conditions));
  }

  /**
   * The z that stands for q(z | x): its mean, or where flows move the mean of the Gaussian to.
   *
   * @param x {@code [N, D]}
   * @return {@code [N, L]}
   */
  public INDArray latent(INDArray x) {
    return latent.isPresent() ? latent.get().output(x) : encode(x).mean();
  }

  /**
   * Draws of q(z | x), moved by flows where there are some.
   *
   * @param x {@code [N, D]}
   * @param samples K, how many for each example
   * @param noise of the Gaussian's draws, {@code [N · K, L]}
   * @return {@code [N · K, L]}: row i · K + k is draw k of example i
   */
  public INDArray drawLatents(INDArray x, int samples, NoiseSource noise) {
    return latent.orElseGet(() -> GraphPart.latent(net)).drawn(x, samples, noise);
  }

  /**
   * The mean of p(x | z); of a loss without a density, the activation that it gets.
   *
   * @param z {@code [N, L]}
   * @param conditions the inputs of the network that the decoder needs besides z, such as labels,
   *     in the network's order; mostly none
   * @return {@code [N, D]}
   */
  public INDArray decode(INDArray z, INDArray... conditions) {
    return loss.mean(decoderOutput(z, conditions));
  }

  /**
   * What the decoder says of x: the parameters of p(x | z).
   *
   * @param z {@code [N, L]}
   * @param conditions as in {@link #decode}
   * @return {@code [N, P]}
   */
  public INDArray decoderOutput(INDArray z, INDArray... conditions) {
    if (z.rank() != 2 || z.size(1) != latentSize()) {
      throw new IllegalArgumentException(
          "expected z of shape [N, %d], got %s".formatted(latentSize(), z.shapeInfoToString()));
    }
    return decoder.output(z, conditions);
  }

  /**
   * The mean of p(x | z) at the {@link #latent} of x.
   *
   * @param x {@code [N, D]}
   * @return {@code [N, D]}
   */
  public INDArray reconstruct(INDArray x) {
    return decode(latent(x));
  }

  /**
   * p(z).
   *
   * @throws IllegalStateException if the prior is no distribution of its own but depends on an
   *     input of the network, or its vertex has another name than in {@link VertexNames}
   */
  public PriorDistribution prior() {
    if (loss instanceof ImportanceWeightedLoss && net.getVertex(VertexNames.LOG_PRIOR) == null) {
      throw new IllegalStateException(
          "expected a vertex '%s' that gives log p(z), found none: Vae.of(net, names) takes a graph with other names"
              .formatted(VertexNames.LOG_PRIOR));
    }
    if (!hasPriorOfItsOwn()) {
      throw new IllegalStateException(
          "expected a prior that is the same for every example, found one that depends on an input: draw z from it and call decode");
    }
    return loss instanceof VaeLoss closed ? priorOf(closed) : priorOfDraws();
  }

  private MixturePrior priorOf(VaeLoss closed) {
    Prior prior = closed.layerConf().getPrior();
    if (prior instanceof FixedPrior fixed) {
      return MixturePrior.of(
          new DiagonalGaussian(row(fixed.getMean()), row(fixed.getLogVariance())));
    }
    return prior instanceof StandardNormalPrior
        ? standardNormal()
        : MixturePrior.of(LearnedPrior.of(net).prior());
  }

  private MixturePrior standardNormal() {
    INDArray zeros = Nd4j.zeros(net.params().dataType(), 1, latentSize());
    return MixturePrior.of(new DiagonalGaussian(zeros, zeros));
  }

  /** Of a graph in which draws bring their densities along. */
  private PriorDistribution priorOfDraws() {
    if (hasSecondLevel()) {
      return new HierarchicalPrior(
          GraphPart.lowerPrior(net),
          levels.get(1).layerConf().getLatentSize(),
          net.params().dataType());
    }
    GraphVertex density = net.getConfiguration().getVertices().get(VertexNames.LOG_PRIOR);
    if (density instanceof StandardNormalDensityVertex) {
      return standardNormal();
    }
    if (density instanceof GaussianDensityVertex) {
      return MixturePrior.of(LearnedPrior.of(net).prior());
    }
    if (density instanceof MixtureDensityVertex) {
      INDArray anyX = PseudoInputs.of(net).values().getRow(0, true);
      return MixturePrior.inEqualParts(DiagonalGaussian.of(GraphPart.components(net).output(anyX)));
    }
    MixtureDensity mixture = MixtureDensity.of(net);
    return new MixturePrior(
        mixture.components(), Arrays.stream(mixture.weights()).boxed().toList());
  }

  /** Whether p(z) is one distribution, and not another one for each input of the network. */
  public boolean hasPriorOfItsOwn() {
    if (loss instanceof VaeLoss closed) {
      return !(closed.layerConf().getPrior() instanceof InputPrior) || hasLearnedPrior();
    }
    GraphVertex density = net.getConfiguration().getVertices().get(VertexNames.LOG_PRIOR);
    return density instanceof StandardNormalDensityVertex
        || hasSecondLevel()
        || isLayer(VertexNames.LOG_PRIOR, MixtureDensityLayer.class)
        || (density instanceof GaussianDensityVertex && hasLearnedPrior())
        || (density instanceof MixtureDensityVertex && hasPseudoInputs());
  }

  /** Whether the prior is made of one more level alone, which has a density of N(0, I). */
  private boolean hasSecondLevel() {
    ComputationGraphConfiguration graph = net.getConfiguration();
    return levels.size() == 2
        && isLayer(VertexNames.UPPER_LATENT, GaussianSamplingLayer.class)
        && graph.getVertices().containsKey(VertexNames.PRIOR)
        && Collections.disjoint(
            GraphPart.verticesBetween(
                graph, Optional.of(VertexNames.UPPER_LATENT), VertexNames.PRIOR),
            graph.getNetworkInputs())
        && graph.getVertices().entrySet().stream()
            .filter(vertex -> vertex.getValue() instanceof StandardNormalDensityVertex)
            .map(vertex -> graph.getVertexInputs().get(vertex.getKey()))
            .anyMatch(inputs -> inputs.contains(VertexNames.UPPER_LATENT));
  }

  private boolean hasLearnedPrior() {
    return isLayer(VertexNames.PRIOR, LearnedPriorLayer.class);
  }

  /** Whether a vertex is a layer of a kind, frozen or not. */
  private boolean isLayer(String vertex, Class<? extends Layer> kind) {
    return net.getConfiguration().getVertices().get(vertex) instanceof LayerVertex found
        && kind.isInstance(thawed(found.getLayerConf().getLayer()));
  }

  /** What DL4J's transfer learning has put into a wrapper. */
  private static Layer thawed(Layer layer) {
    return layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
  }

  private boolean hasPseudoInputs() {
    return Arrays.stream(net.getLayers()).anyMatch(PseudoInputs.class::isInstance);
  }

  private INDArray row(List<Double> values) {
    return Nd4j.createFromArray(values.toArray(Double[]::new))
        .castTo(net.params().dataType())
        .reshape(1, values.size());
  }

  /**
   * New examples: the mean of p(x | z) at z ~ p(z).
   *
   * @param seed not 0, which ND4J takes for the time
   * @return {@code [count, D]}
   * @throws IllegalStateException as {@link #prior}
   */
  public INDArray sample(int count, long seed) {
    return sample(count, seed, 1);
  }

  /**
   * The same with the prior's standard deviations times a temperature: below 1 the examples are
   * more typical and less diverse.
   *
   * @param temperature 0 or more
   */
  public INDArray sample(int count, long seed, double temperature) {
    return decode(sampleLatents(count, seed, temperature));
  }

  /**
   * The z of such examples.
   *
   * @return {@code [count, L]}
   */
  public INDArray sampleLatents(int count, long seed, double temperature) {
    // A generator of its own: whoever trains on the same thread keeps his.
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(seed);
    return prior().sample(count, random, temperature);
  }

  /**
   * The loss over data with one z drawn for each example, from {@code Nd4j.getRandom()}: an
   * unbiased estimate of the negative ELBO, which DL4J's own {@code score} (z = mean) is not.
   *
   * @param data batches of x; read from where it stands to its end
   * @return the average over all examples
   * @throws IllegalArgumentException if the network has more inputs than x
   */
  public LossTerms lossTerms(Iterator<DataSet> data) {
    RunningLossTerms running = new RunningLossTerms();
    while (data.hasNext()) {
      DataSet batch = data.next();
      running.add(drawing(1, () -> lossTerms(batch)));
    }
    return running.mean();
  }

  /**
   * The negative ELBO of each example of a batch with one z drawn for it, as in {@link #lossTerms}.
   */
  public List<ExampleTerms> exampleTerms(DataSet batch) {
    return scored(batch).terms();
  }

  /**
   * What one pass of a batch through the network tells.
   *
   * @param terms as {@link #exampleTerms(DataSet)} has them
   * @param latent the z of each, {@code [N, L]}, as {@link #latent} has it
   */
  public record ScoredBatch(List<ExampleTerms> terms, INDArray latent) {}

  /**
   * The negative ELBO of each example of a batch, and its latent, from one pass where it can be.
   */
  public ScoredBatch scored(DataSet batch) {
    return drawing(
        1,
        () ->
            atTheLoss(
                batch,
                posterior ->
                    new ScoredBatch(
                        loss.exampleTerms(),
                        latent.isPresent() ? latent(batch.getFeatures()) : posterior.mean())));
  }

  /**
   * The weights of draws, where the graph brings their densities along.
   *
   * @param x {@code [N, D]}
   * @param samples K
   * @param noise of the Gaussian's draws, {@code [N · K, L]}, and {@link NoiseSource#above} it that
   *     of a second level
   * @return of each example
   * @throws IllegalStateException if the graph's KL divergence is in closed form
   */
  public List<DrawTerms> drawTerms(INDArray x, int samples, NoiseSource noise) {
    if (!(loss instanceof ImportanceWeightedLoss sampled)) {
      throw new IllegalStateException(
          "expected a graph whose draws bring their densities along, found a KL divergence in closed form");
    }
    return from(
        noise,
        () ->
            drawing(samples, () -> atTheLoss(new DataSet(x, x), posterior -> sampled.drawTerms())));
  }

  /** Asks with an ε that is given. */
  private <T> T from(NoiseSource noise, Supplier<T> question) {
    List<NoiseSource> usual = levels.stream().map(GaussianSampling::noiseSource).toList();
    levels.get(0).setNoiseSource(noise);
    for (int k = 1; k < levels.size(); k++) {
      levels.get(k).setNoiseSource(levels.get(k - 1).noiseSource().above());
    }
    try {
      return question.get();
    } finally {
      for (int k = 0; k < levels.size(); k++) {
        levels.get(k).setNoiseSource(usual.get(k));
      }
    }
  }

  /** Asks with so many draws of each example. */
  private <T> T drawing(int samples, Supplier<T> question) {
    levels.forEach(level -> level.setSampleAtInference(true));
    setSamples(samples);
    try {
      return question.get();
    } finally {
      levels.forEach(level -> level.setSampleAtInference(false));
      setSamples(0);
    }
  }

  /**
   * @param samples 0 for what the configuration says
   */
  private void setSamples(int samples) {
    levels.get(0).setSamples(samples);
    if (loss instanceof ImportanceWeightedLoss sampled) {
      sampled.setSamples(samples);
    }
  }

  /**
   * The same with an ε that is given.
   *
   * @param noise where it comes from, this once
   */
  public List<ExampleTerms> exampleTerms(DataSet batch, NoiseSource noise) {
    return from(noise, () -> exampleTerms(batch));
  }

  private LossTerms lossTerms(DataSet batch) {
    return atTheLoss(
        batch,
        posterior -> {
          loss.computeScore(0, false, LayerWorkspaceMgr.noWorkspaces());
          return loss.lossTerms();
        });
  }

  /**
   * Asks the loss layer about a batch, whose posterior is at hand. DL4J's own {@code score} does
   * the like, but lays every activation of the graph outside of workspaces, where it stays until a
   * collection of garbage: with convolutions some 12 MB a batch.
   */
  private <T> T atTheLoss(DataSet batch, Function<DiagonalGaussian, T> question) {
    List<String> networkInputs = net.getConfiguration().getNetworkInputs();
    if (networkInputs.size() != 1) {
      throw new IllegalArgumentException(
          "expected a network of x alone, found one of %s: score a MultiDataSet with the network itself, then ask loss() for its terms"
              .formatted(networkInputs));
    }
    String lossInput = net.getConfiguration().getVertexInputs().get(VertexNames.LOSS).get(0);
    INDArray[] inputs = {batch.getFeatures()};
    INDArray[] masks = {batch.getFeaturesMaskArray()};
    INDArray[] outputs =
        net.output(List.of(lossInput, VertexNames.POSTERIOR), false, inputs, masks);
    try {
      loss.setInput(outputs[0], LayerWorkspaceMgr.noWorkspaces());
      loss.setLabels(batch.getLabels());
      loss.setMaskArray(batch.getLabelsMaskArray());
      return question.apply(DiagonalGaussian.of(outputs[1]));
    } finally {
      loss.clear();
      loss.setMaskArray(null);
      outputs[0].close(); // at once: of many draws it is large
    }
  }
}
