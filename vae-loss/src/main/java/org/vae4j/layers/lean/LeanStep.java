package org.vae4j.layers.lean;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.dataset.DataSet;

/**
 * One update of a graph with one input and one output: what {@link ComputationGraph#fit(DataSet)}
 * does to parameters, updater, score and counts, to the bit, in less time.
 *
 * <p>DL4J goes over parameters, gradient and moments three times: to divide by the batch, for Adam,
 * to subtract. Where one {@link LeanAdam} updates all parameters and nothing else has a say
 * (regularisation, clipping, constraints, listeners, masks), this does it in one pass, after which
 * {@code net.gradient()} is the sum over the batch still, not the update; elsewhere it calls {@code
 * fit}.
 *
 * <p>A batch whose score is no finite number, by which {@code fit} would make every parameter NaN,
 * updates nothing in that one pass and is not counted: parameters, moments and its gradient can
 * still be looked at.
 */
public final class LeanStep {
  private final ComputationGraph net;

  /** Whether nothing in the configuration comes between the gradient and Adam, or after it. */
  private final boolean plain;

  /**
   * For a graph that is initialised.
   *
   * <p>A {@code GradientsAccumulator} cannot be seen from outside: who has set one calls {@code
   * fit}.
   */
  public LeanStep(ComputationGraph net) {
    this.net = net;
    this.plain =
        net.conf().isMiniBatch()
            && net.conf().getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT
            && net.conf().getStepFunction() == null
            && net.getConfiguration().getBackpropType() == BackpropType.Standard
            && net.getNumInputArrays() == 1
            && net.getNumOutputArrays() == 1
            && Arrays.stream(net.getLayers()).allMatch(LeanStep::isPlain)
            && Arrays.stream(net.getLayers()).mapToLong(Layer::numParams).sum() == net.numParams();
  }

  /** Trains on one batch. */
  public void fit(DataSet batch) {
    Optional<LeanAdamUpdater> adam = adamFor(batch);
    if (adam.isEmpty()) {
      net.fit(batch);
      return;
    }
    net.clearLayerMaskArrays(); // of a batch that was scored before
    net.setInput(0, batch.getFeatures());
    net.setLabels(batch.getLabels());
    net.computeGradientAndScore();
    if (!Double.isFinite(net.score())) {
      net.clearLayersStates();
      return;
    }
    int iteration = net.getIterationCount();
    adam.get()
        .step(
            net.params(),
            net.getFlattenedGradients(),
            net.batchSize(),
            iteration,
            net.getEpochCount());
    net.getConfiguration().setIterationCount(iteration + 1);
    for (Layer layer : net.getLayers()) {
      layer.setIterationCount(iteration + 1);
    }
    net.clearLayersStates();
  }

  /** The updater of all parameters, if one pass will do; DL4J makes a new one now and then. */
  Optional<LeanAdamUpdater> adamFor(DataSet batch) {
    List<UpdaterBlock> blocks = net.getUpdater().getUpdaterBlocks();
    return plain
            && blocks.size() == 1
            && blocks.get(0).getGradientUpdater() instanceof LeanAdamUpdater adam
            && LeanAdamUpdater.isPlain(net.params())
            && net.getListeners().isEmpty()
            && !batch.hasMaskArrays()
        ? Optional.of(adam)
        : Optional.empty();
  }

  private static boolean isPlain(Layer layer) {
    TrainingConfig config = layer.getConfig();
    return layer.numParams() == 0
        || (config.getGradientNormalization() == GradientNormalization.None
            && isEmpty(layer.conf().getLayer().getConstraints())
            && layer.paramTable().keySet().stream()
                .allMatch(
                    name ->
                        layer.updaterDivideByMinibatch(name)
                            && isEmpty(config.getRegularizationByParam(name))));
  }

  private static boolean isEmpty(List<?> list) {
    return list == null || list.isEmpty();
  }
}
