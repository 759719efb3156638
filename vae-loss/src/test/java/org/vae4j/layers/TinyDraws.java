package org.vae4j.layers;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.vae4j.layers.density.GaussianDensityVertex;
import org.vae4j.layers.density.StandardNormalDensityVertex;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.Likelihood;

/** {@link TinyVae} with K draws an example: their log-densities are columns beside the logits. */
final class TinyDraws {
  static final int FEATURES = 6;
  static final int LATENT_SIZE = 2;
  private static final int HIDDEN = 5;

  private DataType type = DataType.DOUBLE;
  private int samples = 3;
  private Likelihood likelihood = new BernoulliLikelihood();
  private Bound bound = Bound.IWAE;
  private GradientEstimator gradient = GradientEstimator.STANDARD;
  private Boolean doublyReparameterised;
  private ISchedule klWeight = new FixedSchedule(1);
  private boolean learnedPrior;
  private IUpdater updater = new NoOp();
  private WorkspaceMode workspaces = WorkspaceMode.ENABLED;
  private double l2;

  TinyDraws type(DataType type) {
    this.type = type;
    return this;
  }

  TinyDraws samples(int samples) {
    this.samples = samples;
    return this;
  }

  TinyDraws likelihood(Likelihood likelihood) {
    this.likelihood = likelihood;
    return this;
  }

  TinyDraws bound(Bound bound) {
    this.bound = bound;
    return this;
  }

  /** And what the rest of the graph needs for it. */
  TinyDraws gradient(GradientEstimator gradient) {
    this.gradient = gradient;
    return this;
  }

  /** Against what the gradient estimator needs. */
  TinyDraws doublyReparameterised(boolean doubly) {
    this.doublyReparameterised = doubly;
    return this;
  }

  TinyDraws klWeight(ISchedule klWeight) {
    this.klWeight = klWeight;
    return this;
  }

  TinyDraws learnedPrior() {
    this.learnedPrior = true;
    return this;
  }

  TinyDraws updater(IUpdater updater) {
    this.updater = updater;
    return this;
  }

  TinyDraws workspaces(WorkspaceMode workspaces) {
    this.workspaces = workspaces;
    return this;
  }

  TinyDraws l2(double l2) {
    this.l2 = l2;
    return this;
  }

  ComputationGraphConfiguration configuration() {
    boolean stop = gradient != GradientEstimator.STANDARD;
    boolean doubly =
        doublyReparameterised == null
            ? gradient == GradientEstimator.DOUBLY_REPARAMETERISED
            : doublyReparameterised;
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(12)
            .dataType(type)
            .updater(updater)
            .activation(Activation.TANH)
            .l2(l2)
            .trainingWorkspaceMode(workspaces)
            .inferenceWorkspaceMode(workspaces)
            .graphBuilder()
            .addInputs("x")
            .setInputTypes(InputType.feedForward(FEATURES))
            .addLayer("hidden", new DenseLayer.Builder().nOut(HIDDEN).build(), "x")
            .addLayer("posterior", TinyVae.linear(2 * LATENT_SIZE), "hidden")
            .addLayer(
                "z",
                new GaussianSamplingLayer.Builder()
                    .latentSize(LATENT_SIZE)
                    .samples(samples)
                    .doublyReparameterised(doubly)
                    .build(),
                "posterior")
            .addVertex(
                "logPosterior", new GaussianDensityVertex().stopParameters(stop), "z", "posterior")
            .addLayer("decoder", new DenseLayer.Builder().nOut(HIDDEN).build(), "z")
            .addLayer(
                "logits", TinyVae.linear((int) likelihood.parameterCount(FEATURES)), "decoder");
    if (learnedPrior) {
      graph
          .addLayer("prior", TinyVae.linear(2 * LATENT_SIZE), "x")
          .addVertex("logPrior", new GaussianDensityVertex(), "z", "prior");
    } else {
      graph.addVertex("logPrior", new StandardNormalDensityVertex(), "z");
    }
    return graph
        .addLayer(
            "loss",
            new ImportanceWeightedLossLayer.Builder()
                .samples(samples)
                .likelihood(likelihood)
                .bound(bound)
                .gradient(gradient)
                .klWeight(klWeight)
                .build(),
            "logits",
            "logPosterior",
            "logPrior")
        .setOutputs("loss")
        .build();
  }

  ComputationGraph net() {
    ComputationGraph net = new ComputationGraph(configuration());
    net.init();
    return net;
  }
}
