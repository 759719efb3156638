package org.vae4j.settings;

import org.vae4j.refusal.Ranges;

/** How it is trained. */
public record TrainingSettings(
    @Setting(
            value = "passes over train, or auto (until the validation loss stops falling)",
            label = "N")
        int epochs,
    @Setting(value = "examples per parameter update", label = "N") int batchSize,
    @Setting(value = "step size of the optimizer", label = "RATE") double learningRate,
    @Setting(
            value =
                "constant, step (times the factor every so many epochs), cosine (down to the final"
                    + " fraction over the run) or plateau (times the factor when the validation"
                    + " loss stalls)",
            label = "NAME")
        LearningRateScheduleName lrSchedule,
    @Setting(value = "epochs from step to step (step)", label = "EPOCHS") int lrStepEpochs,
    @Setting(value = "what the learning rate is multiplied by (step, plateau)", label = "F")
        double lrFactor,
    @Setting(value = "epochs without a new low of the validation loss (plateau)", label = "EPOCHS")
        int lrPatience,
    @Setting(value = "fraction of the learning rate at the end (cosine)", label = "F")
        double lrFinal,
    @Setting(value = "bound of each element of the gradient", label = "G") Double clipValue,
    @Setting(value = "bound of the gradient's L2 norm over all parameters", label = "G")
        Double clipNorm,
    @Setting(value = "adam", label = "NAME") Optimizer optimizer,
    @Setting(
            value =
                "stop after EPOCHS without a new low of the validation loss, counted once the KL"
                    + " warm-up has ended",
            label = "EPOCHS")
        Integer patience,
    @Setting(value = "one seed, one result", label = "N") long seed) {
  /** The optimizers that can be asked for by name. */
  public enum Optimizer {
    /** Adam. */
    ADAM
  }

  static final TrainingSettings DEFAULTS =
      new TrainingSettings(
          10,
          128,
          1e-3,
          LearningRateScheduleName.CONSTANT,
          10,
          0.5,
          3,
          0.01,
          null,
          null,
          Optimizer.ADAM,
          null,
          1);

  public TrainingSettings {
    Ranges.require(epochs >= 1, "epochs", "at least 1", epochs);
    Ranges.require(batchSize >= 1, "batch-size", "at least 1", batchSize);
    requirePositive(learningRate, "learning-rate");
    Ranges.require(lrStepEpochs >= 1, "lr-step-epochs", "at least 1", lrStepEpochs);
    Ranges.require(lrFactor > 0 && lrFactor < 1, "lr-factor", "a number between 0 and 1", lrFactor);
    Ranges.require(lrPatience >= 1, "lr-patience", "at least 1", lrPatience);
    Ranges.require(lrFinal >= 0 && lrFinal <= 1, "lr-final", "a number from 0 to 1", lrFinal);
    if (clipValue != null) {
      requirePositive(clipValue, "clip-value");
    }
    if (clipNorm != null) {
      requirePositive(clipNorm, "clip-norm");
    }
    Ranges.require(patience == null || patience >= 1, "patience", "at least 1", patience);
  }

  /** Parameter updates in an epoch of so many examples. */
  public int stepsPerEpoch(int examples) {
    return (examples - 1) / batchSize + 1;
  }

  /** The same with another number of epochs. */
  TrainingSettings withEpochs(int total) {
    return new TrainingSettings(
        total,
        batchSize,
        learningRate,
        lrSchedule,
        lrStepEpochs,
        lrFactor,
        lrPatience,
        lrFinal,
        clipValue,
        clipNorm,
        optimizer,
        patience,
        seed);
  }

  private static void requirePositive(double value, String setting) {
    Ranges.require(
        value > 0 && value < Double.POSITIVE_INFINITY, setting, "a finite number above 0", value);
  }
}
