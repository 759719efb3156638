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
  private static final String OF_CLOSED_FORM =
      "none unless the KL divergence is in closed form: --objective elbo, --draws 1, --gradient standard,"
          + " --posterior gaussian, --prior standard or learned, one level of --latent";

  public static final Settings DEFAULTS =
      new Settings(
          DataSettings.DEFAULTS,
          FileSettings.DEFAULTS,
          ModelSettings.DEFAULTS,
          LossSettings.DEFAULTS,
          TrainingSettings.DEFAULTS,
          CheckpointSettings.DEFAULTS);

  public Settings {
    double floor = model.latentSize() * loss.freeBits();
    Ranges.require(
        loss.capacity() == 0 || floor <= loss.capacity(),
        "capacity",
        "at least latent x free-bits = " + floor + ", which counts in any case",
        loss.capacity());
    if (!isClosedForm(model, loss)) {
      Ranges.require(loss.freeBits() == 0, "free-bits", OF_CLOSED_FORM, loss.freeBits());
      Ranges.require(loss.capacity() == 0, "capacity", OF_CLOSED_FORM, loss.capacity());
      Ranges.require(
          loss.penalty() == LossSettings.Penalty.NONE, "penalty", OF_CLOSED_FORM, loss.penalty());
    }
    Ranges.require(
        loss.penalty() != LossSettings.Penalty.MMD || model.prior() == PriorName.STANDARD,
        "penalty",
        "another than mmd beside --prior learned: mmd compares with draws of N(0, I)",
        loss.penalty());
    Ranges.require(
        loss.gradient() == LossSettings.Gradient.STANDARD
            || model.posterior() == ModelSettings.Posterior.GAUSSIAN,
        "gradient",
        "standard beside flows, whose parameters are the posterior's too",
        loss.gradient());
    Ranges.require(
        loss.gradient() == LossSettings.Gradient.STANDARD || model.upperLatentSize().isEmpty(),
        "gradient",
        "standard beside two levels of --latent, whose upper posterior depends on z",
        loss.gradient());
    Ranges.require(
        model.prior() != PriorName.VAMP || seesXItself(loss.likelihood()),
        "prior",
        "standard, learned or mixture beside --likelihood table or poisson: the encoder sees no x that"
            + " could be learned, but what it is turned into",
        model.prior());
  }

  private static boolean seesXItself(LikelihoodName likelihood) {
    return likelihood != LikelihoodName.TABLE && likelihood != LikelihoodName.POISSON;
  }

  /**
   * Whether what is minimised is the ELBO with its KL divergence in closed form, or what is made of
   * it; otherwise draws bring their densities along.
   */
  public boolean isClosedForm() {
    return isClosedForm(model, loss);
  }

  private static boolean isClosedForm(ModelSettings model, LossSettings loss) {
    return model.prior().isGaussian()
        && model.upperLatentSize().isEmpty()
        && model.posterior() == ModelSettings.Posterior.GAUSSIAN
        && loss.objective() == LossSettings.Objective.ELBO
        && loss.draws() == 1
        && loss.gradient() == LossSettings.Gradient.STANDARD;
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
