package org.vae4j.layers.base;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/** A layer's input as rows {@code [N, M]}; images {@code [N, C, H, W]} are flattened. */
public final class FeedForwardInput {
  private FeedForwardInput() {}

  public static long size(InputType input, String layerName) {
    return switch (input.getType()) {
      case FF -> ((InputType.InputTypeFeedForward) input).getSize();
      case CNN, CNNFlat -> input.arrayElementsPerExample();
      default ->
          throw new IllegalStateException(
              "layer '%s': expected feed-forward or image input, got %s"
                  .formatted(layerName, input));
    };
  }

  public static InputPreProcessor preProcessor(InputType input) {
    if (input instanceof InputType.InputTypeConvolutional image) {
      return new CnnToFeedForwardPreProcessor(
          image.getHeight(), image.getWidth(), image.getChannels(), image.getFormat());
    }
    return null;
  }
}
