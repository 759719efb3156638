package org.vae4j.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.layers.GaussianSampling;
import org.vae4j.layers.NoiseSource;

/**
 * A part of a graph as a graph of its own: encoder or decoder. DL4J cannot start a graph at an
 * inner vertex, and one that stops at an inner vertex may leave workspaces open behind it, so the
 * part is configured a second time and given the parameters of the whole before each use.
 */
final class GraphPart {
  private final ComputationGraph whole;
  private final ComputationGraph part;

  private GraphPart(ComputationGraph whole, Optional<String> from, String to) {
    this.whole = whole;
    this.part = new ComputationGraph(configuration(whole.getConfiguration().clone(), from, to));
    INDArray parameters = Nd4j.createUninitialized(whole.params().dataType(), 1, parameterCount());
    part.init(parameters, false);
  }

  /** From the network's inputs to the posterior. */
  static GraphPart encoder(ComputationGraph whole) {
    return new GraphPart(whole, Optional.empty(), VertexNames.POSTERIOR);
  }

  /** From the network's inputs to z, one for each example: at the mean of what is drawn. */
  static GraphPart latent(ComputationGraph whole) {
    GraphPart part = new GraphPart(whole, Optional.empty(), VertexNames.LATENT);
    GaussianSampling.of(part.part).setSamples(1);
    return part;
  }

  /** From the network's inputs to the Gaussians that the prior is a mixture of. */
  static GraphPart components(ComputationGraph whole) {
    List<String> inputs = whole.getConfiguration().getVertexInputs().get(VertexNames.LOG_PRIOR);
    return new GraphPart(whole, Optional.empty(), inputs.get(1));
  }

  /**
   * From z to the decoder's output. Inputs of the whole graph that the decoder needs besides, such
   * as a label, are inputs of it too.
   */
  static GraphPart decoder(ComputationGraph whole) {
    return new GraphPart(whole, Optional.of(VertexNames.LATENT), VertexNames.DECODER_OUTPUT);
  }

  /** From the level above z to the Gaussian that is the prior of z there. */
  static GraphPart lowerPrior(ComputationGraph whole) {
    return new GraphPart(whole, Optional.of(VertexNames.UPPER_LATENT), VertexNames.PRIOR);
  }

  /** The names of what it needs: z, if it starts there, then inputs of the whole in their order. */
  List<String> inputs() {
    return part.getConfiguration().getNetworkInputs();
  }

  /**
   * What comes out, with the parameters of the whole at this moment.
   *
   * @param first and the others: the {@link #inputs}, {@code [N, …]} each
   * @throws IllegalArgumentException if there are more or fewer
   */
  INDArray output(INDArray first, INDArray... others) {
    if (inputs().size() != 1 + others.length) {
      throw new IllegalArgumentException(
          "expected what %s is computed from, %s, got %d arrays"
              .formatted(
                  part.getConfiguration().getNetworkOutputs().get(0), inputs(), 1 + others.length));
    }
    for (Layer layer : part.getLayers()) {
      if (layer.numParams() > 0) {
        layer.setParams(whole.getLayer(layer.conf().getLayer().getLayerName()).params());
      }
    }
    INDArray[] all = new INDArray[1 + others.length];
    all[0] = first;
    System.arraycopy(others, 0, all, 1, others.length);
    return part.outputSingle(false, all);
  }

  /**
   * The same with draws where there was a mean.
   *
   * @param samples K, how many for each example
   * @param noise what they come from
   */
  INDArray drawn(INDArray first, int samples, NoiseSource noise) {
    GaussianSampling sampling = GaussianSampling.of(part);
    NoiseSource usual = sampling.noiseSource();
    sampling.setNoiseSource(noise);
    sampling.setSampleAtInference(true);
    sampling.setSamples(samples);
    try {
      return output(first);
    } finally {
      sampling.setNoiseSource(usual);
      sampling.setSampleAtInference(false);
      sampling.setSamples(1);
    }
  }

  private long parameterCount() {
    return part.getConfiguration().getVertices().values().stream()
        .mapToLong(vertex -> vertex.numParams(false))
        .sum();
  }

  private static ComputationGraphConfiguration configuration(
      ComputationGraphConfiguration whole, Optional<String> from, String to) {
    Set<String> inside = verticesBetween(whole, from, to);
    Map<String, GraphVertex> vertices = new LinkedHashMap<>(whole.getVertices());
    vertices.keySet().retainAll(inside);
    Map<String, List<String>> inputs = new LinkedHashMap<>(whole.getVertexInputs());
    inputs.keySet().retainAll(inside);
    whole.setVertices(vertices);
    whole.setVertexInputs(inputs);
    List<String> networkInputs = new ArrayList<>();
    from.ifPresent(networkInputs::add);
    whole.getNetworkInputs().stream().filter(inside::contains).forEach(networkInputs::add);
    whole.setNetworkInputs(networkInputs);
    whole.setNetworkOutputs(List.of(to));
    whole.setTopologicalOrder(null);
    whole.setTopologicalOrderStr(null);
    return whole;
  }

  /** All that a vertex is computed from, back to where the part starts and the network's inputs. */
  static Set<String> verticesBetween(
      ComputationGraphConfiguration whole, Optional<String> from, String to) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(to));
    while (!open.isEmpty()) {
      String vertex = open.pop();
      if (from.equals(Optional.of(vertex)) || !found.add(vertex)) {
        continue;
      }
      if (!whole.getNetworkInputs().contains(vertex)) {
        open.addAll(whole.getVertexInputs().get(vertex));
      }
    }
    return found;
  }
}
