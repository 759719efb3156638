package org.vae4j.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.vae4j.layers.lean.LeanConvolutionLayer;
import org.vae4j.layers.lean.LeanMergeVertex;
import org.vae4j.layers.lean.LeanTransposedConvolutionLayer;

/**
 * An encoder of convolutions that halve the image, then dense layers, and a decoder of transposed
 * convolutions that mirrors it. For 28 × 28 grey pixels:
 *
 * <pre>
 * x[28×28] → convolution[32: 14×14] → convolution[64: 7×7] → hidden… → posterior[2L] → z[L]
 *   → …hidden mirrored → dense[64: 7×7] → transposed[32: 14×14] → transposed[P: 28×28] → logits
 * </pre>
 *
 * <p>The image is halved until its shorter side is at most 7, at least once, and the filters double
 * from 32 to at most 256. Windows are 4 wide, padded by 1, and move by 2; along a side of odd
 * length they are 5 wide, so that the transposed convolution gives that length back.
 *
 * <p>What the likelihood needs per feature are the channels of the last layer, in blocks as it
 * expects them. What it needs beyond, one for all features, is a dense layer of its own.
 *
 * @param image the shape of one x; x itself is {@code [N, D]}, channel by channel
 * @param hidden the widths of the encoder's dense layers
 * @param activation of all layers but the outputs
 * @param objective as in {@link MlpArchitecture}
 * @param updater how parameters are updated
 * @param seed of the weights; not 0, which ND4J takes for the time
 */
public record ConvArchitecture(
    InputType.InputTypeConvolutional image,
    List<Integer> hidden,
    Activation activation,
    Objective objective,
    IUpdater updater,
    long seed)
    implements Architecture {
  /** The shorter side of what the last convolution puts out is at most this. */
  private static final int SMALL = 7;

  private static final int FEWEST_FILTERS = 32;
  private static final int MOST_FILTERS = 256;

  /**
   * Checks that there is something to halve.
   *
   * @throws IllegalArgumentException if a side of the image is below 2, or there is no hidden layer
   */
  public ConvArchitecture {
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("expected at least one hidden layer, got none");
    }
    if (Math.min(image.getHeight(), image.getWidth()) < 2) {
      throw new IllegalArgumentException(
          "expected an image of at least 2x2, got %dx%d"
              .formatted(image.getHeight(), image.getWidth()));
    }
  }

  /** An image on its way through the layers. */
  private record Stage(long height, long width, long channels) {
    Stage halved(long filters) {
      return new Stage(height / 2, width / 2, filters);
    }

    /** Of the window that halves it, or doubles to it. */
    int[] kernel() {
      return new int[] {height % 2 == 0 ? 4 : 5, width % 2 == 0 ? 4 : 5};
    }

    int size() {
      return Math.toIntExact(height * width * channels);
    }

    boolean isSmall() {
      return Math.min(height, width) <= SMALL;
    }
  }

  /** From the image to what the last convolution puts out. */
  private List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    Stage stage = new Stage(image.getHeight(), image.getWidth(), image.getChannels());
    stages.add(stage);
    long filters = FEWEST_FILTERS;
    do {
      stage = stage.halved(filters);
      stages.add(stage);
      filters = Math.min(2 * filters, MOST_FILTERS);
    } while (!stage.isSmall());
    return stages;
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    List<Stage> stages = stages();
    VaeGraph graph =
        new VaeGraph(
            InputType.convolutionalFlat(image.getHeight(), image.getWidth(), image.getChannels()),
            activation,
            updater,
            seed);
    String input = objective.addInput(graph, stages.get(0).size());
    String encoder = graph.addDense("hidden", hidden, addConvolutions(graph, stages, input));
    objective.addLatent(graph, encoder);
    String decoder = graph.addDense("decoder", mirrored(stages), VertexNames.LATENT);
    addOutput(graph, stages, decoder);
    return objective.end(graph);
  }

  private static String addConvolutions(VaeGraph graph, List<Stage> stages, String input) {
    String previous = input;
    for (int k = 0; k + 1 < stages.size(); k++) {
      String current = VaeGraph.numbered("convolution", k);
      graph
          .builder()
          .addLayer(
              current,
              new LeanConvolutionLayer.Builder()
                  .kernelSize(stages.get(k).kernel())
                  .stride(2, 2)
                  .padding(1, 1)
                  .nOut(stages.get(k + 1).channels())
                  .inputGradient(!previous.equals(VaeGraph.INPUT))
                  .build(),
              previous);
      previous = current;
    }
    return previous;
  }

  /** The decoder's dense layers: the hidden ones, then the smallest image. */
  private List<Integer> mirrored(List<Stage> stages) {
    List<Integer> widths = new ArrayList<>(hidden);
    Collections.reverse(widths);
    widths.add(stages.get(stages.size() - 1).size());
    return widths;
  }

  private void addOutput(VaeGraph graph, List<Stage> stages, String decoder) {
    Stage whole = stages.get(0);
    long pixels = whole.height() * whole.width();
    long parameters = objective.decoderOutputs(whole.size());
    long channels = parameters / pixels;
    int shared = Math.toIntExact(parameters % pixels);

    String images = addTransposedConvolutions(graph, stages, channels, decoder);
    PreprocessorVertex rows =
        new PreprocessorVertex(
            new CnnToFeedForwardPreProcessor(whole.height(), whole.width(), channels));
    if (shared == 0) {
      graph.builder().addVertex(VertexNames.DECODER_OUTPUT, rows, images);
      return;
    }
    graph.builder().addVertex("per-feature", rows, images);
    SortedMap<Integer, Double> constants = VaeGraph.constants(objective, whole.size());
    if (constants.size() == shared) {
      graph.addConstants(constants, "per-feature");
      return;
    }
    graph.addLinear("shared", shared, decoder);
    graph
        .builder()
        .addVertex(VertexNames.DECODER_OUTPUT, new LeanMergeVertex(), "per-feature", "shared");
  }

  private static String addTransposedConvolutions(
      VaeGraph graph, List<Stage> stages, long channels, String decoder) {
    Stage smallest = stages.get(stages.size() - 1);
    String previous = decoder;
    for (int k = stages.size() - 2; k >= 0; k--) {
      String current = VaeGraph.numbered("transposed", stages.size() - 2 - k);
      LeanTransposedConvolutionLayer.Builder layer =
          new LeanTransposedConvolutionLayer.Builder()
              .kernelSize(stages.get(k).kernel())
              .stride(2, 2)
              .padding(1, 1);
      if (k == 0) {
        layer.nOut(channels).activation(Activation.IDENTITY);
      } else {
        layer.nOut(stages.get(k).channels());
      }
      graph
          .builder()
          .addLayer(
              current,
              layer.build(),
              previous.equals(decoder)
                  ? new FeedForwardToCnnPreProcessor(
                      smallest.height(), smallest.width(), smallest.channels())
                  : null,
              previous);
      previous = current;
    }
    return previous;
  }
}
