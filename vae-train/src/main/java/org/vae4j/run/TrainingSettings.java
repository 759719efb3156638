package org.vae4j.run;

/** How it is trained. */
public record TrainingSettings(
    @Setting(value = "passes over train", label = "N") int epochs,
    @Setting(value = "examples per parameter update", label = "N") int batchSize,
    @Setting(value = "step size of the optimizer", label = "RATE") double learningRate,
    @Setting(value = "adam", label = "NAME") OptimizerName optimizer,
    @Setting(value = "one seed, one result", label = "N") long seed) {
  static final TrainingSettings DEFAULTS =
      new TrainingSettings(10, 128, 1e-3, OptimizerName.ADAM, 1);

  public TrainingSettings {
    Ranges.require(epochs >= 1, "epochs", "at least 1", epochs);
    Ranges.require(batchSize >= 1, "batch-size", "at least 1", batchSize);
    Ranges.require(
        learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
        "learning-rate",
        "a finite number above 0",
        learningRate);
  }
}
