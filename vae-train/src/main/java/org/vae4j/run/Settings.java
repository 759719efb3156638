package org.vae4j.run;

/**
 * All that determines the result of a training run. A setting has one home: its record component
 * gives its name (in YAML and as a command-line option), its type, its meaning and, in {@link
 * #DEFAULTS}, its default; the record's constructor gives its range.
 */
public record Settings(
    DataSettings data, ModelSettings model, LossSettings loss, TrainingSettings training) {
  public static final Settings DEFAULTS =
      new Settings(
          DataSettings.DEFAULTS,
          ModelSettings.DEFAULTS,
          LossSettings.DEFAULTS,
          TrainingSettings.DEFAULTS);
}
