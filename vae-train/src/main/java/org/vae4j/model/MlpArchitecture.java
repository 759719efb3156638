package org.vae4j.model;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.likelihood.Likelihood;

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
 * @param objective latent size, likelihood, how z is drawn and what is minimised
 * @param updater how parameters are updated
 * @param seed of the weights; not 0, which ND4J takes for the time
 */
public record MlpArchitecture(
    int features,
    List<Integer> hidden,
    Activation activation,
    Objective objective,
    IUpdater updater,
    long seed)
    implements Architecture {
  public MlpArchitecture {
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("expected at least one hidden layer, got none");
    }
  }

  /** One hidden layer of 400 units, ReLU, Adam at 1e-3, a standard normal prior, seed 1. */
  public static MlpArchitecture of(int features, int latentSize, Likelihood likelihood) {
    return new MlpArchitecture(
        features,
        List.of(400),
        Activation.RELU,
        Objective.of(
            new VaeLossLayer.Builder().latentSize(latentSize).likelihood(likelihood).build()),
        new LeanAdam(1e-3),
        1);
  }

  /** The same with other hidden layers. */
  public MlpArchitecture withHidden(Integer... widths) {
    return new MlpArchitecture(features, List.of(widths), activation, objective, updater, seed);
  }

  /** The same with another updater. */
  public MlpArchitecture withUpdater(IUpdater other) {
    return new MlpArchitecture(features, hidden, activation, objective, other, seed);
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    VaeGraph graph = new VaeGraph(InputType.feedForward(features), activation, updater, seed);
    objective.addLatent(
        graph, graph.addDense("hidden", hidden, objective.addInput(graph, features)));
    graph.addOutput(objective, features, graph.addMirrored(hidden));
    return objective.end(graph);
  }
}
