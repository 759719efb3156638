package org.vae4j.layers.base;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;

/** The one layer of its type in a network, frozen or not. */
public final class OnlyLayer {
  private OnlyLayer() {}

  public static <T extends Layer> T in(ComputationGraph net, Class<T> type) {
    if (net.getLayers() == null) {
      throw new IllegalStateException("expected an initialised network: call init() first");
    }
    List<T> found =
        Arrays.stream(net.getLayers())
            .map(OnlyLayer::thawed)
            .filter(type::isInstance)
            .map(type::cast)
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "expected a network with one %s layer, found %d"
              .formatted(type.getSimpleName(), found.size()));
    }
    return found.get(0);
  }

  /** What DL4J's transfer learning has put into a wrapper. */
  private static Layer thawed(Layer layer) {
    return layer instanceof FrozenLayer frozen ? frozen.getInsideLayer() : layer;
  }
}
