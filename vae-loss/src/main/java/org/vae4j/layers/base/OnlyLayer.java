package org.vae4j.layers.base;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;

/** The layers of a type in a network, of which there is one as a rule, frozen or not. */
public final class OnlyLayer {
  private OnlyLayer() {}

  public static <T extends Layer> T in(ComputationGraph net, Class<T> type) {
    List<T> found = all(net, type);
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "expected a network with one %s layer, found %d"
              .formatted(type.getSimpleName(), found.size()));
    }
    return found.get(0);
  }

  /** All of them, in the order of the network's layers. */
  public static <T extends Layer> List<T> all(ComputationGraph net, Class<T> type) {
    if (net.getLayers() == null) {
      throw new IllegalStateException("expected an initialised network: call init() first");
    }
    return Arrays.stream(net.getLayers())
        .map(OnlyLayer::thawed)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** What DL4J's transfer learning has put into a wrapper. */
  private static Layer thawed(Layer layer) {
    return layer instanceof FrozenLayer frozen ? frozen.getInsideLayer() : layer;
  }
}
