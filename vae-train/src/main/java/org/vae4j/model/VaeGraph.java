package org.vae4j.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.vae4j.layers.ConstantOutputsLayer;
import org.vae4j.layers.lean.LeanDenseLayer;
import org.vae4j.layers.lean.LeanMergeVertex;
import org.vae4j.loss.likelihood.Likelihood;

/** A graph under construction, and the parts that all architectures share. */
final class VaeGraph {
  /** The network's input, {@code [N, D]}. */
  static final String INPUT = "x";

  private final GraphBuilder graph;

  VaeGraph(InputType input, Activation activation, IUpdater updater, long seed) {
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(updater)
            .activation(activation)
            // U(−1/√fanIn, 1/√fanIn), as PyTorch's layers start
            .weightInit(WeightInit.UNIFORM)
            .graphBuilder()
            .addInputs(INPUT)
            .setInputTypes(input);
  }

  /** For what an architecture adds by itself. */
  GraphBuilder builder() {
    return graph;
  }

  /** The name of the k-th layer of a kind, counted from 0: the later ones are numbered. */
  static String numbered(String name, int k) {
    return k == 0 ? name : name + (k + 1);
  }

  /** Adds a dense layer for each width and returns the last one's name. */
  String addDense(String name, List<Integer> widths, String input) {
    String previous = input;
    for (int k = 0; k < widths.size(); k++) {
      graph.addLayer(
          numbered(name, k),
          new LeanDenseLayer.Builder()
              .nOut(widths.get(k))
              .inputGradient(!previous.equals(INPUT))
              .build(),
          previous);
      previous = numbered(name, k);
    }
    return previous;
  }

  /** Adds the decoder's dense layers, the encoder's hidden ones mirrored; the last one's name. */
  String addMirrored(List<Integer> hidden) {
    return addMirrored("decoder", hidden, VertexNames.LATENT);
  }

  /** The same from another level of z. */
  String addMirrored(String name, List<Integer> hidden, String input) {
    List<Integer> reversed = new ArrayList<>(hidden);
    Collections.reverse(reversed);
    return addDense(name, reversed, input);
  }

  /** Adds a dense layer without activation. */
  void addLinear(String name, int width, String input) {
    graph.addLayer(
        name,
        new LeanDenseLayer.Builder().nOut(width).activation(Activation.IDENTITY).build(),
        input);
  }

  /**
   * Adds the decoder's output without activation: what depends on z, and the constants of the
   * likelihood.
   *
   * @param features D
   */
  void addOutput(Objective objective, int features, String decoder) {
    int outputs = Math.toIntExact(objective.decoderOutputs(features));
    SortedMap<Integer, Double> constants = constants(objective, features);
    if (constants.isEmpty()) {
      addLinear(VertexNames.DECODER_OUTPUT, outputs, decoder);
      return;
    }
    addLinear("varying", outputs - constants.size(), decoder);
    addConstants(constants, "varying");
  }

  static SortedMap<Integer, Double> constants(Objective objective, int features) {
    Likelihood likelihood = objective.likelihood();
    return likelihood == null ? new TreeMap<>() : likelihood.constants(features);
  }

  void addConstants(SortedMap<Integer, Double> constants, String varying) {
    graph.addLayer(
        VertexNames.DECODER_OUTPUT,
        new ConstantOutputsLayer.Builder()
            .places(constants.keySet().stream().mapToInt(place -> place).toArray())
            .starts(constants.values().stream().mapToDouble(start -> start).toArray())
            .build(),
        varying);
  }

  /** Adds the loss of its inputs, side by side: the end. */
  ComputationGraphConfiguration end(Layer loss, List<String> inputs) {
    graph.addVertex("loss-input", new LeanMergeVertex(), inputs.toArray(String[]::new));
    graph.addLayer(VertexNames.LOSS, loss, "loss-input");
    return graph.setOutputs(VertexNames.LOSS).build();
  }
}
