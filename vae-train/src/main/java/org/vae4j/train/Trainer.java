package org.vae4j.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.layers.lean.LeanStep;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.RunningLossTerms;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/**
 * Trains a {@link Vae} batch by batch, with DL4J's {@code fit} or what does the same faster.
 *
 * <p>Every draw is keyed by the seed and the place it is for, so the same seed gives the same bits,
 * in one piece or in several: training goes on from any {@link TrainingState}, in the middle of an
 * epoch too.
 */
public final class Trainer {
  private final Vae vae;
  private final TrainingData data;
  private final TrainingPlan plan;
  private final RandomKey key;
  private final List<TrainingListener> listeners;

  /**
   * @throws IllegalArgumentException if the plan needs a validation part and there is none
   */
  public Trainer(Vae vae, TrainingData data, TrainingPlan plan, TrainingListener... listeners) {
    if (plan.needsValidation() && data.validation().isEmpty()) {
      throw new IllegalArgumentException("expected a validation part for " + plan + ", got none");
    }
    this.vae = vae;
    this.data = data;
    this.plan = plan;
    this.key = RandomKey.of(plan.seed()).with("noise");
    this.listeners = List.of(listeners);
  }

  /**
   * Trains until the graph has seen so many epochs, from the epoch on that it has reached.
   *
   * @param epochs in all, those included that the graph has seen before
   * @return where training stands
   * @throws NonFiniteLossException if a term of the loss is no finite number any more
   */
  public TrainingState train(int epochs) {
    TrainingState start =
        TrainingState.startOf(
            plan.seed(), vae.net().getEpochCount(), LowestLoss.NONE, RateReductions.NONE);
    return train(start, epochs, new StopRequest());
  }

  /**
   * Trains from a state on until the plan is over or a stop is asked for.
   *
   * @param from the state that belongs to the graph as it is now
   * @param epochs in all
   * @return where training stands
   * @throws IllegalArgumentException if the state is of another seed or another epoch than the
   *     graph
   * @throws NonFiniteLossException if a term of the loss is no finite number any more
   */
  public TrainingState train(TrainingState from, int epochs, StopRequest stop) {
    requireFits(from);
    plan.plateau().ifPresent(rule -> setLearningRate(rule.rate(from.reductions())));
    TrainingState state = from;
    while (!plan.isOver(state, epochs)) {
      state = steps(state, stop);
      if (stop.isMade()) {
        TrainingState reached = state;
        listeners.forEach(listener -> listener.stopped(reached));
        return reached;
      }
      state = endEpoch(state);
    }
    TrainingState last = state;
    listeners.forEach(listener -> listener.ended(last));
    return last;
  }

  /** The rest of an epoch's updates. */
  private TrainingState steps(TrainingState from, StopRequest stop) {
    EpochBatches batches = new EpochBatches(data.train(), from.epoch(), from.batch());
    RunningLossTerms running = RunningLossTerms.from(from.sums());
    LeanStep update = new LeanStep(vae.net());
    long start = System.nanoTime();
    TrainingState state = from;
    while (batches.hasNext() && !stop.isMade()) {
      int batch = state.batch() + 1;
      DataSet x = batches.next();
      Nd4j.getRandom().setSeed(key.with(state.epoch()).with(batch).seed());
      int updates = vae.net().getIterationCount();
      update.fit(x);
      LossTerms terms = vae.loss().lossTerms();
      if (!terms.isFinite()) {
        throw NonFiniteLossException.inTraining(
            state.epoch() + 1, batch, updates, terms, vae.net());
      }
      running.add(terms);
      double seconds = from.seconds() + (System.nanoTime() - start) / 1e9;
      state = state.at(batch, running.sums(), seconds);
      LossTerms average = running.mean();
      Step step =
          new Step(
              state.epoch() + 1,
              batch,
              batches.count(batch),
              average.examples(),
              average,
              seconds,
              state);
      listeners.forEach(listener -> listener.stepDone(step));
    }
    return state;
  }

  /** Scores what is held out and decides how training goes on. */
  private TrainingState endEpoch(TrainingState state) {
    double learningRate = lastLearningRate();
    vae.net().incrementEpochCount();
    Optional<LossTerms> validation = data.validation().map(part -> heldOut(part, "validation"));
    Optional<LossTerms> test = data.test().map(part -> heldOut(part, "test"));
    TrainingState next = plan.nextEpoch(state, validation);
    if (!next.reductions().equals(state.reductions())) {
      plan.plateau().ifPresent(rule -> setLearningRate(rule.rate(next.reductions())));
    }
    EpochResult result =
        new EpochResult(
            next.epoch(),
            vae.net().getIterationCount(),
            RunningLossTerms.from(state.sums()).mean(),
            validation,
            test,
            learningRate,
            state.seconds(),
            next);
    listeners.forEach(listener -> listener.epochDone(result));
    return next;
  }

  /** The negative ELBO of a part with one z for each example: the same z's after every epoch. */
  private LossTerms heldOut(DataSetIterator iterator, String part) {
    EpochBatches batches = new EpochBatches(iterator, 0, 0);
    Nd4j.getRandom().setSeed(heldOutSeed(plan.seed(), part));
    LossTerms terms = vae.lossTerms(batches);
    if (!terms.isFinite()) {
      throw NonFiniteLossException.after(part, terms, vae.net());
    }
    return terms;
  }

  /** The seed of the z's that a part is scored with, so that others can score it alike. */
  public static long heldOutSeed(long seed, String part) {
    return RandomKey.of(seed).with("held out").with(part).seed();
  }

  /** That of the update before; the graph's own {@code getLearningRate} is that of the next. */
  private double lastLearningRate() {
    BaseLayer layer = (BaseLayer) learning().conf().getLayer();
    return layer
        .getIUpdater()
        .getLearningRate(vae.net().getIterationCount() - 1, vae.net().getEpochCount());
  }

  private void setLearningRate(double rate) {
    if (vae.net().getLearningRate(learning().conf().getLayer().getLayerName()) != rate) {
      vae.net().setLearningRate(rate);
    }
  }

  /** A layer with parameters: all have one learning rate. */
  private Layer learning() {
    return Arrays.stream(vae.net().getLayers())
        .filter(layer -> layer.numParams() > 0)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("expected a network that learns"));
  }

  private void requireFits(TrainingState state) {
    if (state.seed() != plan.seed() || state.epoch() != vae.net().getEpochCount()) {
      throw new IllegalArgumentException(
          "expected a state of seed %d in epoch %d, got %s"
              .formatted(plan.seed(), vae.net().getEpochCount(), state));
    }
  }
}
