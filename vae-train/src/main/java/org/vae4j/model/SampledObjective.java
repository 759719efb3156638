package org.vae4j.model;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.schedule.ISchedule;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.GradientEstimator;
import org.vae4j.layers.ImportanceWeightedLossLayer;
import org.vae4j.layers.LearnedPriorLayer;
import org.vae4j.layers.density.GaussianDensityVertex;
import org.vae4j.layers.density.MixtureDensityLayer;
import org.vae4j.layers.density.MixtureDensityVertex;
import org.vae4j.layers.density.StandardNormalDensityVertex;
import org.vae4j.layers.lean.LeanMergeVertex;
import org.vae4j.layers.rows.PseudoInputLayer;
import org.vae4j.layers.rows.RowsVertex;
import org.vae4j.layers.rows.StackRowsVertex;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.likelihood.Likelihood;

/**
 * Draws of z that bring their log-densities along, and a bound of log p(x) by their weights:
 *
 * <pre>
 * encoder → posterior[2L] → z[L], log-posterior[1] → (flows) → z[L] → decoder → logits[P]
 *                                        │                      └→ log-prior[1]   │
 *                                        └──────────────────────────────┴─────────┴→ loss
 * </pre>
 *
 * <p>From z on there are K rows for each example.
 *
 * @param latentSize L
 * @param likelihood p(x | z)
 * @param klWeight of log q − log p, over time
 * @param draws K
 * @param bound what is made of the weights
 * @param gradient how the encoder's gradient is estimated
 * @param flows what moves the Gaussian's draws, in their order; none of a Gaussian posterior
 * @param prior p(z)
 */
public record SampledObjective(
    int latentSize,
    Likelihood likelihood,
    ISchedule klWeight,
    int draws,
    Bound bound,
    GradientEstimator gradient,
    List<Layer> flows,
    SampledPrior prior)
    implements Objective {
  private static final String DRAW = "draw";
  private static final String PSEUDO_INPUTS = "pseudo-inputs";
  private static final String STACKED = "stacked";
  private static final String ALL_POSTERIORS = "posteriors";
  private static final String COMPONENTS = "components";
  private static final String UPPER_POSTERIOR = "upper-posterior";
  private static final String LOG_UPPER_POSTERIOR = "log-upper-posterior";
  private static final String LOG_LOWER_PRIOR = "log-lower-prior";
  private static final String LOG_UPPER_PRIOR = "log-upper-prior";
  private static final String LOG_LEVELS = "log-levels";

  /**
   * Keeps a copy of the list.
   *
   * @throws IllegalArgumentException if the gradient is not the standard one and there are flows,
   *     whose parameters are the posterior's too, or a second level, whose posterior depends on z
   */
  public SampledObjective {
    flows = List.copyOf(flows);
    boolean ofOneGaussian = flows.isEmpty() && !(prior instanceof SampledPrior.SecondLevel);
    if (gradient != GradientEstimator.STANDARD && !ofOneGaussian) {
      throw new IllegalArgumentException(
          "expected the standard gradient with flows, whose parameters are the posterior's too, or a second level, whose posterior depends on z, got "
              + gradient);
    }
  }

  @Override
  public long decoderOutputs(long features) {
    return likelihood.parameterCount(features);
  }

  @Override
  public String addInput(VaeGraph graph, int features) {
    if (!(prior instanceof SampledPrior.Vamp vamp)) {
      return VaeGraph.INPUT;
    }
    graph
        .builder()
        .addLayer(
            PSEUDO_INPUTS,
            new PseudoInputLayer.Builder()
                .count(vamp.components())
                .size(features)
                .range(vamp.lowest(), vamp.highest())
                .build(),
            VaeGraph.INPUT)
        .addVertex(STACKED, new StackRowsVertex(), VaeGraph.INPUT, PSEUDO_INPUTS);
    return STACKED;
  }

  @Override
  public void addLatent(VaeGraph graph, String encoder) {
    addPosterior(graph, encoder);
    String draw = flows.isEmpty() ? VertexNames.LATENT : DRAW;
    String density = flows.isEmpty() ? VertexNames.LOG_POSTERIOR : "log-" + DRAW;
    graph
        .builder()
        .addLayer(
            draw,
            new GaussianSamplingLayer.Builder()
                .latentSize(latentSize)
                .samples(draws)
                .doublyReparameterised(gradient == GradientEstimator.DOUBLY_REPARAMETERISED)
                .build(),
            VertexNames.POSTERIOR)
        .addVertex(
            density,
            new GaussianDensityVertex().stopParameters(gradient != GradientEstimator.STANDARD),
            draw,
            VertexNames.POSTERIOR);
    if (!flows.isEmpty()) {
      addFlows(graph.builder(), draw, density);
    }
    addPrior(graph);
  }

  private void addPosterior(VaeGraph graph, String encoder) {
    if (!(prior instanceof SampledPrior.Vamp vamp)) {
      graph.addLinear(VertexNames.POSTERIOR, 2 * latentSize, encoder);
      return;
    }
    graph.addLinear(ALL_POSTERIORS, 2 * latentSize, encoder);
    graph
        .builder()
        .addVertex(VertexNames.POSTERIOR, RowsVertex.allBut(vamp.components()), ALL_POSTERIORS)
        .addVertex(COMPONENTS, RowsVertex.last(vamp.components()), ALL_POSTERIORS);
  }

  private void addFlows(GraphBuilder graph, String draw, String density) {
    String previous = "flow-input";
    graph.addVertex(previous, new LeanMergeVertex(), draw, density);
    for (int k = 0; k < flows.size(); k++) {
      String current = VaeGraph.numbered("flow", k);
      graph.addLayer(current, flows.get(k).clone(), previous);
      previous = current;
    }
    graph
        .addVertex(VertexNames.LATENT, new SubsetVertex(0, latentSize - 1), previous)
        .addVertex(VertexNames.LOG_POSTERIOR, new SubsetVertex(latentSize, latentSize), previous);
  }

  private void addPrior(VaeGraph whole) {
    GraphBuilder graph = whole.builder();
    if (prior instanceof SampledPrior.Learned) {
      graph
          .addLayer(
              VertexNames.PRIOR,
              new LearnedPriorLayer.Builder().latentSize(latentSize).build(),
              VertexNames.POSTERIOR)
          .addVertex(
              VertexNames.LOG_PRIOR,
              new GaussianDensityVertex(),
              VertexNames.LATENT,
              VertexNames.PRIOR);
    } else if (prior instanceof SampledPrior.Mixture mixture) {
      graph.addLayer(
          VertexNames.LOG_PRIOR,
          new MixtureDensityLayer.Builder()
              .latentSize(latentSize)
              .components(mixture.components())
              .build(),
          VertexNames.LATENT);
    } else if (prior instanceof SampledPrior.Vamp) {
      graph.addVertex(
          VertexNames.LOG_PRIOR, new MixtureDensityVertex(), VertexNames.LATENT, COMPONENTS);
    } else if (prior instanceof SampledPrior.SecondLevel level) {
      addSecondLevel(whole, level);
    } else {
      graph.addVertex(VertexNames.LOG_PRIOR, new StandardNormalDensityVertex(), VertexNames.LATENT);
    }
  }

  /** u ~ q(u | z), one for each z; log p(z | u) + log p(u) − log q(u | z) stands for log p(z). */
  private void addSecondLevel(VaeGraph graph, SampledPrior.SecondLevel level) {
    graph.addLinear(
        UPPER_POSTERIOR,
        2 * level.latentSize(),
        graph.addDense("upper-hidden", level.hidden(), VertexNames.LATENT));
    graph
        .builder()
        .addLayer(
            VertexNames.UPPER_LATENT,
            new GaussianSamplingLayer.Builder().latentSize(level.latentSize()).build(),
            UPPER_POSTERIOR);
    graph.addLinear(
        VertexNames.PRIOR,
        2 * latentSize,
        graph.addMirrored("upper-decoder", level.hidden(), VertexNames.UPPER_LATENT));
    graph
        .builder()
        .addVertex(
            LOG_UPPER_POSTERIOR,
            new GaussianDensityVertex(),
            VertexNames.UPPER_LATENT,
            UPPER_POSTERIOR)
        .addVertex(
            LOG_LOWER_PRIOR, new GaussianDensityVertex(), VertexNames.LATENT, VertexNames.PRIOR)
        .addVertex(LOG_UPPER_PRIOR, new StandardNormalDensityVertex(), VertexNames.UPPER_LATENT)
        .addVertex(
            LOG_LEVELS,
            new ElementWiseVertex(ElementWiseVertex.Op.Add),
            LOG_LOWER_PRIOR,
            LOG_UPPER_PRIOR)
        .addVertex(
            VertexNames.LOG_PRIOR,
            new ElementWiseVertex(ElementWiseVertex.Op.Subtract),
            LOG_LEVELS,
            LOG_UPPER_POSTERIOR);
  }

  @Override
  public ComputationGraphConfiguration end(VaeGraph graph) {
    return graph.end(
        new ImportanceWeightedLossLayer.Builder()
            .samples(draws)
            .likelihood(likelihood)
            .bound(bound)
            .gradient(gradient)
            .klWeight(klWeight)
            .build(),
        List.of(VertexNames.DECODER_OUTPUT, VertexNames.LOG_POSTERIOR, VertexNames.LOG_PRIOR));
  }
}
