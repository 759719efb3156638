package org.vae4j.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.LeanDenseLayer;
import org.vae4j.layers.LeanMergeVertex;
import org.vae4j.layers.LearnedPriorLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.InputPrior;

/**
 * An encoder of dense layers and a decoder that mirrors it:
 *
 * <pre>
 * x[D] → hidden… → posterior[2L] → z[L] → …hidden mirrored → logits[P]
 * </pre>
 *
 * @param features D
 * @param hidden the widths of the encoder's hidden layers, from x to z
 * @param activation of the hidden layers
 * @param loss latent size, likelihood, what is made of the KL divergence, and the prior: with
 *     {@link org.vae4j.loss.Prior#input} a {@link LearnedPriorLayer} is added
 * @param updater how parameters are updated
 * @param seed of the weights; not 0, which ND4J takes for the time
 */
public record MlpArchitecture(
    int features,
    List<Integer> hidden,
    Activation activation,
    VaeLossLayer loss,
    IUpdater updater,
    long seed) {
  public MlpArchitecture {
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("expected at least one hidden layer, got none");
    }
  }

  /** The graph, with the vertices of {@link VertexNames}. */
  public ComputationGraphConfiguration configuration() {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(updater)
            .activation(activation)
            // U(−1/√fanIn, 1/√fanIn), as PyTorch's linear layers start
            .weightInit(WeightInit.UNIFORM)
            .graphBuilder()
            .addInputs("x")
            .setInputTypes(InputType.feedForward(features));
    String encoder = addHidden(graph, "hidden", hidden, "x");
    int latentSize = loss.getLatentSize();
    graph.addLayer(VertexNames.POSTERIOR, output(2 * latentSize), encoder);
    graph.addLayer(
        VertexNames.LATENT,
        new GaussianSamplingLayer.Builder().latentSize(latentSize).build(),
        VertexNames.POSTERIOR);
    String decoder = addHidden(graph, "decoder", mirrored(), VertexNames.LATENT);
    graph.addLayer(
        VertexNames.DECODER_OUTPUT,
        output(Math.toIntExact(loss.getLikelihood().parameterCount(features))),
        decoder);
    List<String> terms =
        new ArrayList<>(List.of(VertexNames.DECODER_OUTPUT, VertexNames.POSTERIOR));
    if (loss.getPrior() instanceof InputPrior) {
      graph.addLayer(
          VertexNames.PRIOR,
          new LearnedPriorLayer.Builder().latentSize(latentSize).build(),
          VertexNames.POSTERIOR);
      terms.add(VertexNames.PRIOR);
    }
    graph.addVertex("loss-input", new LeanMergeVertex(), terms.toArray(String[]::new));
    graph.addLayer(VertexNames.LOSS, loss.clone(), "loss-input");
    return graph.setOutputs(VertexNames.LOSS).build();
  }

  /** Adds a layer for each width, the later ones numbered, and returns the last one's name. */
  private static String addHidden(
      ComputationGraphConfiguration.GraphBuilder graph,
      String name,
      List<Integer> widths,
      String input) {
    String previous = input;
    for (int k = 0; k < widths.size(); k++) {
      String current = k == 0 ? name : name + (k + 1);
      graph.addLayer(
          current,
          new LeanDenseLayer.Builder()
              .nOut(widths.get(k))
              .inputGradient(!previous.equals("x"))
              .build(),
          previous);
      previous = current;
    }
    return previous;
  }

  private static LeanDenseLayer output(int width) {
    return new LeanDenseLayer.Builder().nOut(width).activation(Activation.IDENTITY).build();
  }

  private List<Integer> mirrored() {
    List<Integer> reversed = new ArrayList<>(hidden);
    Collections.reverse(reversed);
    return reversed;
  }
}
