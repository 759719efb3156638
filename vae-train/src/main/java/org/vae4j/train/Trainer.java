package org.vae4j.train;

import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.ImageDataSetIterator;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.RunningLossTerms;
import org.vae4j.model.Vae;
import org.vae4j.model.VertexNames;
import org.vae4j.random.RandomKey;

/**
 * Trains a {@link Vae} with DL4J's {@code fit}, batch by batch.
 *
 * <p>Every draw is keyed by the seed and the place it is for, so the same seed gives the same bits,
 * in one piece or in several: training goes on at the epoch that the graph has reached.
 */
public final class Trainer {
  private final Vae vae;
  private final TrainingData data;
  private final long seed;
  private final RandomKey key;
  private final List<TrainingListener> listeners;

  /**
   * @param seed of the noise; the data's shuffle has its own
   */
  public Trainer(Vae vae, TrainingData data, long seed, List<TrainingListener> listeners) {
    this.vae = vae;
    this.data = data;
    this.seed = seed;
    this.key = RandomKey.of(seed).with("noise");
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Trains until the graph has seen so many epochs.
   *
   * @param epochs in all, those included that the graph has seen before
   * @throws NonFiniteLossException if a term of the loss is no finite number any more
   */
  public void train(int epochs) {
    for (int epoch = vae.net().getEpochCount(); epoch < epochs; epoch++) {
      long start = System.nanoTime();
      LossTerms train = epoch(epoch, start);
      double seconds = secondsSince(start);
      EpochResult result =
          new EpochResult(
              epoch + 1,
              vae.net().getIterationCount(),
              train,
              data.validation().map(part -> heldOut(part, "validation")),
              heldOut(data.test(), "test"),
              vae.net().getLearningRate(VertexNames.POSTERIOR),
              seconds);
      listeners.forEach(listener -> listener.epochDone(result));
    }
  }

  private LossTerms epoch(int epoch, long start) {
    ImageDataSetIterator batches = data.train();
    batches.setEpoch(epoch);
    RunningLossTerms running = new RunningLossTerms();
    long examples = 0;
    for (int batch = 1; batches.hasNext(); batch++) {
      DataSet x = batches.next();
      Nd4j.getRandom().setSeed(key.with(epoch).with(batch).seed());
      vae.net().fit(x);
      LossTerms terms = vae.loss().lossTerms();
      if (!terms.isFinite()) {
        throw NonFiniteLossException.inTraining(epoch + 1, batch, terms);
      }
      running.add(terms);
      examples += terms.examples();
      Step step =
          new Step(
              epoch + 1, batch, batches.batches(), examples, running.mean(), secondsSince(start));
      listeners.forEach(listener -> listener.stepDone(step));
    }
    vae.net().incrementEpochCount();
    return running.mean();
  }

  /** The negative ELBO of a part with one z for each example: the same z's after every epoch. */
  private LossTerms heldOut(ImageDataSetIterator batches, String part) {
    batches.setEpoch(0);
    Nd4j.getRandom().setSeed(heldOutSeed(seed, part));
    LossTerms terms = vae.lossTerms(batches);
    if (!terms.isFinite()) {
      throw NonFiniteLossException.after(vae.net().getEpochCount(), part, terms);
    }
    return terms;
  }

  /** The seed of the z's that a part is scored with, so that others can score it alike. */
  public static long heldOutSeed(long seed, String part) {
    return RandomKey.of(seed).with("held out").with(part).seed();
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
