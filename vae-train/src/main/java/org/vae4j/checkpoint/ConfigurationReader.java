package org.vae4j.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A graph's configuration from JSON that nobody vouches for.
 *
 * <p>DL4J's JSON names classes, under {@code @class}, {@code type}, as the first element of an
 * array and in the forms of older versions. So no form is trusted: a text, wherever it stands, that
 * is the name of a class must be the name of an allowed one. What has passed is written out again,
 * with classes that have moved since by their new names, and that is what DL4J's mapper gets, a
 * copy that asks the same list before it loads a class.
 */
final class ConfigurationReader {
  /** A layer takes about 2,500 bytes. */
  static final int LIMIT = 4 << 20;

  private static final String ALLOWED =
      "a class that is allowed (-D%s=… allows more)".formatted(AllowedClasses.PROPERTY);

  /** A layer has a dozen of its own; each takes a look for a class of that name. */
  private static final int TEXTS = 20_000;

  private static final String CLASS = "@class";
  private static final Pattern CLASS_NAME =
      Pattern.compile("([\\p{L}_$][\\w$]{0,99}\\.){0,20}[\\p{L}_$][\\w$]{0,199}");

  private final CheckpointZip zip;
  private final AllowedClasses allowed;

  ConfigurationReader(CheckpointZip zip, AllowedClasses allowed) {
    this.zip = zip;
    this.allowed = allowed;
  }

  /** The configuration, its parameters counted and nothing allocated for them. */
  ComputationGraphConfiguration read(byte[] bytes) throws IOException {
    ObjectNode vetted = StrictJson.read(zip, CheckpointZip.CONFIGURATION, bytes);
    vet(vetted);
    ObjectMapper mapper =
        NeuralNetConfiguration.mapper().copy().setPolymorphicTypeValidator(allowed.validator());
    ComputationGraphConfiguration configuration;
    try {
      configuration = mapper.readValue(vetted.toString(), ComputationGraphConfiguration.class);
    } catch (IOException | RuntimeException e) {
      throw bad("the configuration of a ComputationGraph", e);
    }
    requireGraph(configuration);
    return configuration;
  }

  /** How many parameters each vertex has, counted without allocating them. */
  Map<String, Long> parameters(ComputationGraphConfiguration configuration) {
    Map<String, Long> counts = new LinkedHashMap<>();
    long sum = 0;
    for (var vertex : configuration.getVertices().entrySet()) {
      long count = parameters(vertex.getKey(), vertex.getValue());
      sum += count;
      if (count < 0 || sum < 0 || sum > Integer.MAX_VALUE) {
        throw bad("0 to %d parameters".formatted(Integer.MAX_VALUE), "other counts");
      }
      counts.put(vertex.getKey(), count);
    }
    return counts;
  }

  private long parameters(String name, GraphVertex vertex) {
    try {
      return vertex.numParams(true);
    } catch (RuntimeException e) {
      throw bad("to count the parameters of vertex '%s'".formatted(name), e);
    }
  }

  /**
   * How many values the updaters will keep, at most, counted without allocating them: for each
   * vertex as if all of its parameters had the updater that keeps most.
   *
   * @param counts of its parameters
   */
  long updaterValues(ComputationGraphConfiguration configuration, Map<String, Long> counts) {
    long sum = 0;
    for (var vertex : configuration.getVertices().entrySet()) {
      long count = counts.get(vertex.getKey());
      if (count > 0) {
        sum += updaterValues(vertex.getKey(), vertex.getValue(), count);
      }
    }
    return sum;
  }

  private long updaterValues(String name, GraphVertex vertex, long count) {
    if (!(vertex instanceof LayerVertex ofLayer)) {
      return CheckpointReader.STATE_PER_PARAMETER * count;
    }
    try {
      Layer layer = ofLayer.getLayerConf().getLayer();
      return layer.initializer().paramKeys(layer).stream()
          .map(layer::getUpdaterByParam)
          .filter(Objects::nonNull)
          .mapToLong(updater -> updater.stateSize(count))
          .max()
          .orElse(0);
    } catch (RuntimeException e) {
      throw bad("to count the updater's values of vertex '%s'".formatted(name), e);
    }
  }

  private void vet(ObjectNode tree) {
    Set<String> seen = new HashSet<>();
    Deque<JsonNode> open = new ArrayDeque<>();
    open.add(tree);
    while (!open.isEmpty()) {
      JsonNode node = open.remove();
      if (node.isTextual() && seen.add(node.textValue())) {
        vetText(node.textValue());
        if (seen.size() > TEXTS) {
          throw bad("at most %d different texts".formatted(TEXTS), "more");
        }
      }
      if (node.has(CLASS)) {
        MovedClasses.rename((ObjectNode) node, CLASS);
        JsonNode name = node.get(CLASS);
        if (!name.isTextual() || !allowed.contains(name.textValue())) {
          throw bad(ALLOWED, name.isTextual() ? name.textValue() : name);
        }
      }
      node.forEach(open::add);
    }
  }

  /** Nor may anything follow the name: in {@code a.B<c.D>}, Jackson would load the other class. */
  private void vetText(String text) {
    Matcher name = CLASS_NAME.matcher(text);
    if (name.lookingAt() && !allowed.contains(text) && isClass(name.group())) {
      throw bad(ALLOWED, allowed.contains(name.group()) ? text : name.group());
    }
  }

  /** Whether there is a class of that name; it is found, but not initialised. */
  private static boolean isClass(String name) {
    try {
      Class.forName(name, false, ConfigurationReader.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    } catch (LinkageError e) {
      return true; // something of that name is there
    }
  }

  private void requireGraph(ComputationGraphConfiguration configuration) {
    if (configuration == null
        || configuration.getVertices() == null
        || configuration.getVertices().isEmpty()
        || configuration.getVertices().containsValue(null)
        || configuration.getVertexInputs() == null
        || configuration.getNetworkInputs() == null
        || configuration.getNetworkOutputs() == null
        || configuration.getDataType() == null) {
      throw bad("a graph with vertices, inputs and outputs", "none");
    }
    try {
      configuration.validate(true, false);
    } catch (RuntimeException e) {
      throw bad("a graph that DL4J can build", e);
    }
    int[] order = configuration.getTopologicalOrder();
    int size = configuration.getVertices().size() + configuration.getNetworkInputs().size();
    if (order != null
        && !Arrays.equals(
            Arrays.stream(order).sorted().toArray(), IntStream.range(0, size).toArray())) {
      throw bad("an order of its %d vertices".formatted(size), Arrays.toString(order));
    }
    if (configuration.getIterationCount() < 0 || configuration.getEpochCount() < 0) {
      throw bad(
          "counts of 0 or more",
          "iteration %d, epoch %d"
              .formatted(configuration.getIterationCount(), configuration.getEpochCount()));
    }
  }

  private BadCheckpointException bad(String expected, Object found) {
    return zip.bad(CheckpointZip.CONFIGURATION, expected, found);
  }

  private BadCheckpointException bad(String expected, Throwable cause) {
    return zip.bad(CheckpointZip.CONFIGURATION, expected, cause);
  }
}
