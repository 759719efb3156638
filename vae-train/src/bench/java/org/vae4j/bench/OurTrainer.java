package org.vae4j.bench;

import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.model.Architecture;
import org.vae4j.model.Vae;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingData;
import org.vae4j.train.TrainingPlan;

/** What {@code ./vae train} runs: the public {@link Trainer} on one of the architectures. */
final class OurTrainer implements Contender {
  private final Vae vae;
  private final Trainer trainer;

  OurTrainer(Architecture architecture, Dataset train, int batchSize) {
    vae = Vae.untrained(architecture);
    // The peers score nothing that is held out, so one image is all that is scored here.
    TrainingData data = TrainingData.of(DatasetSplits.of(train, train.take(1)), batchSize, 1);
    trainer = new Trainer(vae, data, TrainingPlan.seeded(1));
  }

  @Override
  public void epoch() {
    trainer.train(vae.net().getEpochCount() + 1);
  }
}
