package org.vae4j.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A graph under the names that a {@link Vae} knows. */
final class RenamedGraph {
  private final ComputationGraph graph;
  private final Map<String, String> names;

  private RenamedGraph(ComputationGraph graph, Map<String, String> names) {
    this.graph = graph;
    this.names = names;
  }

  /**
   * The same graph with other names, on the same array of parameters: who trains one changes both.
   * Its counts of iterations and epochs start where the other's are, and its updater anew.
   *
   * @param names the new name of each vertex that gets one
   * @throws IllegalArgumentException if there is no such vertex, or another one or an input has the
   *     new name
   */
  static ComputationGraph of(ComputationGraph graph, Map<String, String> names) {
    Set<String> vertices = graph.getConfiguration().getVertices().keySet();
    names.forEach(
        (from, to) -> {
          if (!vertices.contains(from)) {
            throw new IllegalArgumentException(
                "expected a vertex '%s' to call '%s', found %s".formatted(from, to, vertices));
          }
        });
    List<String> all =
        Stream.concat(
                graph.getConfiguration().getNetworkInputs().stream(),
                vertices.stream().map(name -> names.getOrDefault(name, name)))
            .toList();
    if (Set.copyOf(all).size() < all.size()) {
      throw new IllegalArgumentException(
          "expected a name of its own for each vertex, found %s with the new names %s"
              .formatted(vertices, names));
    }
    ComputationGraph renamed = new ComputationGraph(new RenamedGraph(graph, names).configuration());
    renamed.init(graph.params(), false);
    renamed.getConfiguration().setIterationCount(graph.getIterationCount());
    renamed.getConfiguration().setEpochCount(graph.getEpochCount());
    return renamed;
  }

  /** In the same order, which is that of the parameters. */
  private ComputationGraphConfiguration configuration() {
    ComputationGraphConfiguration configuration = graph.getConfiguration().clone();
    Map<String, GraphVertex> vertices = new LinkedHashMap<>();
    configuration.getVertices().forEach((name, vertex) -> vertices.put(renamed(name), vertex));
    vertices.forEach(RenamedGraph::nameLayer);
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    configuration
        .getVertexInputs()
        .forEach((name, from) -> inputs.put(renamed(name), renamed(from)));
    configuration.setVertices(vertices);
    configuration.setVertexInputs(inputs);
    configuration.setNetworkOutputs(renamed(configuration.getNetworkOutputs()));
    configuration.setTopologicalOrder(null);
    configuration.setTopologicalOrderStr(null);
    return configuration;
  }

  private static void nameLayer(String name, GraphVertex vertex) {
    if (vertex instanceof LayerVertex layerVertex) {
      Layer layer = layerVertex.getLayerConf().getLayer();
      layer.setLayerName(name);
      if (layer instanceof FrozenLayer frozen) {
        frozen.getLayer().setLayerName(name);
      }
    }
  }

  private List<String> renamed(List<String> vertices) {
    return vertices.stream().map(this::renamed).toList();
  }

  private String renamed(String vertex) {
    return names.getOrDefault(vertex, vertex);
  }
}
