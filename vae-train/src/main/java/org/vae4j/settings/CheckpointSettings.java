package org.vae4j.settings;

import java.util.Objects;
import org.vae4j.checkpoint.Retention;
import org.vae4j.refusal.Ranges;

/** When a run is written down, and how much of it is kept. No result depends on it. */
public record CheckpointSettings(
    @Setting(value = "after every N epochs, and after the last", label = "N")
        int checkpointEveryEpochs,
    @Setting(value = "inside an epoch every N minutes, 0 for never", label = "N")
        double checkpointEveryMinutes,
    @Setting(value = "inside an epoch every N steps, 0 for never", label = "N")
        int checkpointEverySteps,
    @Setting(value = "keep those of the last K epochs, and the best; 0 for all", label = "K")
        int keep,
    @Setting(value = "keep that of every Nth epoch too, 0 for none", label = "N") int keepEvery,
    @Setting(
            value = "the run's model in the end: latest, or best (of the lowest validation loss)",
            label = "NAME")
        FinalModel finalModel) {
  /** Which of a run's models is the one that it is about when it is done. */
  public enum FinalModel {
    /** That of the last epoch. */
    LATEST,
    /** That of the lowest validation loss. */
    BEST
  }

  public static final CheckpointSettings DEFAULTS =
      new CheckpointSettings(1, 10, 0, 3, 0, FinalModel.LATEST);

  public CheckpointSettings {
    finalModel = Objects.requireNonNullElse(finalModel, FinalModel.LATEST);
    Ranges.require(
        checkpointEveryEpochs >= 1, "checkpoint-every-epochs", "at least 1", checkpointEveryEpochs);
    Ranges.require(
        checkpointEveryMinutes >= 0 && checkpointEveryMinutes < Double.POSITIVE_INFINITY,
        "checkpoint-every-minutes",
        "a finite number of at least 0",
        checkpointEveryMinutes);
    Ranges.require(
        checkpointEverySteps >= 0, "checkpoint-every-steps", "at least 0", checkpointEverySteps);
    Ranges.require(keep >= 0, "keep", "at least 0", keep);
    Ranges.require(keepEvery >= 0, "keep-every", "at least 0", keepEvery);
  }

  public Retention retention() {
    return new Retention(keep == 0 ? Integer.MAX_VALUE : keep, keepEvery);
  }
}
