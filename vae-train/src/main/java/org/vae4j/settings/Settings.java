package org.vae4j.settings;

import org.vae4j.refusal.BadInputException;
import org.vae4j.refusal.Ranges;

/**
 * All that can be chosen of a training run. A setting has one home: its record component gives its
 * name (in YAML and as a command-line option), its type, its meaning and, in {@link #DEFAULTS}, its
 * default; the record's constructor gives its range.
 */
public record Settings(
    DataSettings data,
    FileSettings files,
    ModelSettings model,
    LossSettings loss,
    TrainingSettings training,
    CheckpointSettings checkpoints) {
  public static final Settings DEFAULTS =
      new Settings(
          DataSettings.DEFAULTS,
          FileSettings.DEFAULTS,
          ModelSettings.DEFAULTS,
          LossSettings.DEFAULTS,
          TrainingSettings.DEFAULTS,
          CheckpointSettings.DEFAULTS);

  public Settings {
    double floor = model.latent() * loss.freeBits();
    Ranges.require(
        loss.capacity() == 0 || floor <= loss.capacity(),
        "capacity",
        "at least latent x free-bits = " + floor + ", which counts in any case",
        loss.capacity());
  }

  /**
   * What no section can say for itself.
   *
   * @throws BadInputException if two settings do not go together
   */
  Settings requireConsistent() {
    if (data.validationSize().isNone()) {
      requireNoValidation("--patience", training.patience() != null);
      requireNoValidation(
          "--lr-schedule plateau", training.lrSchedule() == LearningRateScheduleName.PLATEAU);
    }
    return this;
  }

  private static void requireNoValidation(String option, boolean given) {
    if (given) {
      throw new BadInputException(
          option + ": expected with --validation-size of at least 1, got --validation-size 0");
    }
  }

  /** The same with the data at another place. */
  public Settings at(DataSettings place, FileSettings schema) {
    return new Settings(place, schema, model, loss, training, checkpoints);
  }

  /** The same with another number of epochs. */
  public Settings withEpochs(int total) {
    return new Settings(data, files, model, loss, training.withEpochs(total), checkpoints);
  }
}
