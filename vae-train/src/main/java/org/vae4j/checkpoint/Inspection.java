package org.vae4j.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.vae4j.layers.GaussianSamplingLayer;

/**
 * What a checkpoint holds, told without building the network.
 *
 * @param format of the manifest; empty for a file that DL4J wrote
 * @param epoch how many epochs are complete
 * @param iteration how many parameter updates there were
 * @param dataType of parameters and updater state
 * @param parameters how many
 * @param updaterState how many values
 * @param parametersSha256 {@link ArrayDigest}
 * @param updaterStateSha256 likewise
 * @param latentSize L, if there is a sampling layer
 * @param architecture the vertices, in the order of the configuration
 * @param sha256 of the entries, by name; empty for a file that DL4J wrote
 * @param state the trainer's; what it holds under {@code dataset}, {@code metrics} and {@code
 *     versions} is shown apart
 */
public record Inspection(
    Optional<Integer> format,
    int epoch,
    int iteration,
    String dataType,
    long parameters,
    long updaterState,
    String parametersSha256,
    String updaterStateSha256,
    Optional<Integer> latentSize,
    List<Vertex> architecture,
    Map<String, String> sha256,
    ObjectNode state) {
  private static final List<String> SHOWN = List.of("dataset", "metrics", "versions");

  /**
   * A vertex of the graph.
   *
   * @param kind the class of its layer, or else its own, without the package
   * @param inputs the vertices before it
   * @param in nIn of a layer that has one, else 0
   * @param out nOut likewise
   */
  public record Vertex(
      String name, String kind, List<String> inputs, long in, long out, long parameters) {}

  public Inspection {
    architecture = List.copyOf(architecture);
    sha256 = Map.copyOf(sha256);
  }

  static Inspection of(
      CheckpointReader.Verified verified,
      StoredArray.Summary parameters,
      StoredArray.Summary updaterState) {
    ComputationGraphConfiguration configuration = verified.configuration();
    Optional<Manifest> manifest = verified.manifest();
    return new Inspection(
        manifest.map(known -> Manifest.FORMAT),
        configuration.getEpochCount(),
        configuration.getIterationCount(),
        configuration.getDataType().name(),
        parameters.length(),
        updaterState.length(),
        parameters.sha256(),
        updaterState.sha256(),
        latentSize(configuration),
        vertices(verified),
        manifest.map(Manifest::sha256).orElse(Map.of()),
        verified.state());
  }

  private static List<Vertex> vertices(CheckpointReader.Verified verified) {
    ComputationGraphConfiguration configuration = verified.configuration();
    return configuration.getVertices().entrySet().stream()
        .map(
            vertex -> {
              Object shown =
                  vertex.getValue() instanceof LayerVertex layer
                      ? layer.getLayerConf().getLayer()
                      : vertex.getValue();
              boolean sized = shown instanceof FeedForwardLayer;
              return new Vertex(
                  vertex.getKey(),
                  shown.getClass().getSimpleName(),
                  configuration.getVertexInputs().getOrDefault(vertex.getKey(), List.of()),
                  sized ? ((FeedForwardLayer) shown).getNIn() : 0,
                  sized ? ((FeedForwardLayer) shown).getNOut() : 0,
                  verified.parametersByVertex().get(vertex.getKey()));
            })
        .toList();
  }

  private static Optional<Integer> latentSize(ComputationGraphConfiguration configuration) {
    return configuration.getVertices().values().stream()
        .filter(LayerVertex.class::isInstance)
        .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
        .filter(GaussianSamplingLayer.class::isInstance)
        .map((Layer layer) -> ((GaussianSamplingLayer) layer).getLatentSize())
        .findFirst();
  }

  /** All of it; what is not known is left out. */
  public ObjectNode toJson() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    format.ifPresent(known -> tree.put("format", known));
    tree.put("epoch", epoch);
    tree.put("iteration", iteration);
    for (String key : SHOWN) {
      if (state.has(key)) {
        tree.set(key, state.get(key));
      }
    }
    latentSize.ifPresent(size -> tree.put("latentSize", size));
    tree.put("dataType", dataType);
    tree.put("parameters", parameters);
    tree.put("updaterState", updaterState);
    tree.put("parametersSha256", parametersSha256);
    tree.put("updaterStateSha256", updaterStateSha256);
    tree.set("architecture", new ObjectMapper().valueToTree(architecture));
    ObjectNode digests = tree.putObject("sha256");
    CheckpointZip.CONTENT.stream()
        .filter(sha256::containsKey)
        .forEach(entry -> digests.put(entry, sha256.get(entry)));
    tree.set("state", state);
    return tree;
  }
}
