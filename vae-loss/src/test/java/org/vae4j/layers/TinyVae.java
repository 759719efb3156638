package org.vae4j.layers;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.vae4j.loss.Prior;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.loss.penalty.PosteriorPenalty;

/** The network of the reference values: 6 → tanh 5 → posterior of 2 → z → tanh 5 → 6 logits. */
final class TinyVae {
  static final int FEATURES = 6;
  static final int LATENT_SIZE = 2;
  private static final int HIDDEN = 5;

  private DataType type = DataType.DOUBLE;
  private Likelihood likelihood = new BernoulliLikelihood();
  private ILossFunction reconstruction;
  private Activation reconstructionActivation;
  private LabelCheck labelCheck = LabelCheck.FIRST_BATCH;
  private ISchedule klWeight = new FixedSchedule(1);
  private ISchedule klCapacity = new FixedSchedule(0);
  private double freeBits;
  private Prior prior = Prior.standardNormal();
  private Layer priorLayer;
  private PosteriorPenalty penalty;
  private ISchedule penaltyWeight = new FixedSchedule(0);
  private IUpdater updater = new NoOp();
  private WorkspaceMode workspaces = WorkspaceMode.ENABLED;
  private double l2;
  private double dropOut; // as DL4J counts: the probability of staying, 0 for none
  private int iteration;
  private int epoch;

  TinyVae type(DataType type) {
    this.type = type;
    return this;
  }

  TinyVae likelihood(Likelihood likelihood) {
    this.likelihood = likelihood;
    return this;
  }

  /** In place of a likelihood. */
  TinyVae reconstruction(ILossFunction loss, Activation activation) {
    this.likelihood = null;
    this.reconstruction = loss;
    this.reconstructionActivation = activation;
    return this;
  }

  TinyVae labelCheck(LabelCheck labelCheck) {
    this.labelCheck = labelCheck;
    return this;
  }

  TinyVae klWeight(double klWeight) {
    return klWeight(new FixedSchedule(klWeight));
  }

  TinyVae klWeight(ISchedule klWeight) {
    this.klWeight = klWeight;
    return this;
  }

  TinyVae klCapacity(ISchedule klCapacity) {
    this.klCapacity = klCapacity;
    return this;
  }

  TinyVae freeBits(double freeBits) {
    this.freeBits = freeBits;
    return this;
  }

  TinyVae prior(Prior prior) {
    this.prior = prior;
    return this;
  }

  /** A prior from a layer of its own, which sees x. */
  TinyVae priorFrom(Layer layer) {
    this.priorLayer = layer;
    return prior(Prior.input());
  }

  TinyVae penalty(PosteriorPenalty penalty, double weight) {
    return penalty(penalty, new FixedSchedule(weight));
  }

  TinyVae penalty(PosteriorPenalty penalty, ISchedule weight) {
    this.penalty = penalty;
    this.penaltyWeight = weight;
    return this;
  }

  TinyVae updater(IUpdater updater) {
    this.updater = updater;
    return this;
  }

  TinyVae workspaces(WorkspaceMode workspaces) {
    this.workspaces = workspaces;
    return this;
  }

  TinyVae l2(double l2) {
    this.l2 = l2;
    return this;
  }

  TinyVae dropOut(double dropOut) {
    this.dropOut = dropOut;
    return this;
  }

  /** How far training has come when the network is made. */
  TinyVae at(int iteration, int epoch) {
    this.iteration = iteration;
    this.epoch = epoch;
    return this;
  }

  ComputationGraphConfiguration configuration() {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(12)
            .dataType(type)
            .updater(updater)
            .activation(Activation.TANH)
            .l2(l2)
            .dropOut(dropOut)
            .trainingWorkspaceMode(workspaces)
            .inferenceWorkspaceMode(workspaces)
            .graphBuilder()
            .addInputs("x")
            .setInputTypes(InputType.feedForward(FEATURES))
            .addLayer("hidden", new DenseLayer.Builder().nOut(HIDDEN).build(), "x")
            .addLayer("posterior", linear(2 * LATENT_SIZE), "hidden")
            .addLayer(
                "z",
                new GaussianSamplingLayer.Builder().latentSize(LATENT_SIZE).build(),
                "posterior")
            .addLayer("decoder", new DenseLayer.Builder().nOut(HIDDEN).build(), "z")
            .addLayer("logits", linear(decoderOutputs()), "decoder");
    List<String> inputs = new ArrayList<>(List.of("logits", "posterior"));
    if (priorLayer != null) {
      graph.addLayer("prior", priorLayer, "x");
      inputs.add("prior");
    }
    if (penalty != null && penalty.needsLatent()) {
      inputs.add("z");
    }
    ComputationGraphConfiguration conf =
        graph.addLayer("loss", loss(), inputs.toArray(String[]::new)).setOutputs("loss").build();
    conf.setIterationCount(iteration);
    conf.setEpochCount(epoch);
    return conf;
  }

  private int decoderOutputs() {
    return likelihood == null ? FEATURES : (int) likelihood.parameterCount(FEATURES);
  }

  private VaeLossLayer loss() {
    VaeLossLayer.Builder loss =
        new VaeLossLayer.Builder()
            .latentSize(LATENT_SIZE)
            .klWeight(klWeight)
            .klCapacity(klCapacity)
            .freeBits(freeBits)
            .prior(prior)
            .penalty(penalty, penaltyWeight)
            .labelCheck(labelCheck);
    return likelihood != null
        ? loss.likelihood(likelihood).build()
        : loss.reconstruction(reconstruction)
            .reconstructionActivation(reconstructionActivation)
            .build();
  }

  ComputationGraph net() {
    ComputationGraph net = new ComputationGraph(configuration());
    net.init();
    return net;
  }

  static DenseLayer linear(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.IDENTITY).build();
  }
}
