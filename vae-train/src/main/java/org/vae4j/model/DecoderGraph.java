package org.vae4j.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The decoder as a graph of its own, from z to the decoder's output. DL4J cannot start a graph at
 * an inner vertex, so the part behind z is configured a second time and given the parameters of the
 * first before each use. Inputs of the whole graph that the decoder needs besides, such as a label,
 * are inputs of it too.
 */
final class DecoderGraph {
  private final ComputationGraph whole;
  private final ComputationGraph decoder;

  DecoderGraph(ComputationGraph whole) {
    this.whole = whole;
    this.decoder = new ComputationGraph(configuration(whole.getConfiguration().clone()));
    INDArray parameters = Nd4j.createUninitialized(whole.params().dataType(), 1, parameterCount());
    decoder.init(parameters, false);
  }

  /**
   * {@code [N, L]} to {@code [N, P]}.
   *
   * @param others the other inputs, in the order in which the whole graph has them
   */
  INDArray decode(INDArray z, INDArray... others) {
    List<String> names = decoder.getConfiguration().getNetworkInputs();
    if (others.length != names.size() - 1) {
      throw new IllegalArgumentException(
          "expected what the decoder needs, %s, got %d arrays".formatted(names, 1 + others.length));
    }
    for (Layer layer : decoder.getLayers()) {
      if (layer.numParams() > 0) {
        layer.setParams(whole.getLayer(layer.conf().getLayer().getLayerName()).params());
      }
    }
    INDArray[] inputs = new INDArray[names.size()];
    inputs[0] = z;
    System.arraycopy(others, 0, inputs, 1, others.length);
    return decoder.outputSingle(false, inputs);
  }

  private long parameterCount() {
    return decoder.getConfiguration().getVertices().values().stream()
        .mapToLong(vertex -> vertex.numParams(false))
        .sum();
  }

  private static ComputationGraphConfiguration configuration(ComputationGraphConfiguration whole) {
    Set<String> inside = verticesBetween(whole.getVertexInputs(), whole.getNetworkInputs());
    Map<String, GraphVertex> vertices = new LinkedHashMap<>(whole.getVertices());
    vertices.keySet().retainAll(inside);
    Map<String, List<String>> inputs = new LinkedHashMap<>(whole.getVertexInputs());
    inputs.keySet().retainAll(inside);
    whole.setVertices(vertices);
    whole.setVertexInputs(inputs);
    List<String> networkInputs = new ArrayList<>(List.of(VertexNames.LATENT));
    whole.getNetworkInputs().stream().filter(inside::contains).forEach(networkInputs::add);
    whole.setNetworkInputs(networkInputs);
    whole.setNetworkOutputs(List.of(VertexNames.DECODER_OUTPUT));
    whole.setTopologicalOrder(null);
    whole.setTopologicalOrderStr(null);
    return whole;
  }

  /** All that the decoder's output is computed from, back to z and the network's inputs. */
  private static Set<String> verticesBetween(
      Map<String, List<String>> inputs, List<String> networkInputs) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(VertexNames.DECODER_OUTPUT));
    while (!open.isEmpty()) {
      String vertex = open.pop();
      if (vertex.equals(VertexNames.LATENT) || !found.add(vertex)) {
        continue;
      }
      if (!networkInputs.contains(vertex)) {
        open.addAll(inputs.get(vertex));
      }
    }
    return found;
  }
}
