package org.vae4j.model;

import java.util.ArrayDeque;
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
 * first before each use.
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

  /** {@code [N, L]} to {@code [N, P]}. */
  INDArray decode(INDArray z) {
    for (Layer layer : decoder.getLayers()) {
      if (layer.numParams() > 0) {
        layer.setParams(whole.getLayer(layer.conf().getLayer().getLayerName()).params());
      }
    }
    return decoder.outputSingle(false, z);
  }

  private long parameterCount() {
    return decoder.getConfiguration().getVertices().values().stream()
        .mapToLong(vertex -> vertex.numParams(false))
        .sum();
  }

  private static ComputationGraphConfiguration configuration(ComputationGraphConfiguration whole) {
    Set<String> inside = verticesBetween(whole.getVertexInputs());
    Map<String, GraphVertex> vertices = new LinkedHashMap<>(whole.getVertices());
    vertices.keySet().retainAll(inside);
    Map<String, List<String>> inputs = new LinkedHashMap<>(whole.getVertexInputs());
    inputs.keySet().retainAll(inside);
    whole.setVertices(vertices);
    whole.setVertexInputs(inputs);
    whole.setNetworkInputs(List.of(VertexNames.LATENT));
    whole.setNetworkOutputs(List.of(VertexNames.DECODER_OUTPUT));
    whole.setTopologicalOrder(null);
    whole.setTopologicalOrderStr(null);
    return whole;
  }

  /** All that the decoder's output is computed from, back to z. */
  private static Set<String> verticesBetween(Map<String, List<String>> inputs) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(VertexNames.DECODER_OUTPUT));
    while (!open.isEmpty()) {
      String vertex = open.pop();
      if (vertex.equals(VertexNames.LATENT) || !found.add(vertex)) {
        continue;
      }
      if (!inputs.containsKey(vertex)) {
        throw new IllegalArgumentException(
            "expected a decoder that needs '%s' alone, found that '%s' needs '%s'"
                .formatted(VertexNames.LATENT, VertexNames.DECODER_OUTPUT, vertex));
      }
      open.addAll(inputs.get(vertex));
    }
    return found;
  }
}
