package org.vae4j.run;

import java.util.List;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.vae4j.datasets.Column;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.CyclicalSchedule;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.refusal.Ranges;
import org.vae4j.settings.LossSettings;
import org.vae4j.settings.Settings;

/** The loss that settings describe: what they count in epochs is counted here in steps. */
final class LossLayer {
  private LossLayer() {}

  static VaeLossLayer of(
      Settings settings, List<Column> columns, int stepsPerEpoch, int horizonEpochs) {
    LossSettings loss = settings.loss();
    VaeLossLayer.Builder layer =
        new VaeLossLayer.Builder()
            .latentSize(settings.model().latent())
            .likelihood(loss.likelihood().likelihood(columns))
            .prior(settings.model().prior().prior())
            .freeBits(loss.freeBits());
    if (loss.capacity() == 0) {
      return layer.klWeight(klWeight(settings.loss(), stepsPerEpoch, horizonEpochs)).build();
    }
    int epochs = loss.capacityEpochs() == 0 ? horizonEpochs : loss.capacityEpochs();
    return layer
        .klWeight(loss.capacityWeight())
        .klCapacity(rise(loss.capacity(), steps(epochs, stepsPerEpoch)))
        .build();
  }

  private static ISchedule klWeight(LossSettings loss, int stepsPerEpoch, int horizonEpochs) {
    if (loss.klCycle() > 0) {
      int length = steps(loss.klCycle(), stepsPerEpoch);
      Ranges.require(length > 1, "kl-cycle", "at least 2 updates in a cycle", length);
      int cycles = (horizonEpochs - 1) / loss.klCycle() + 1;
      return new CyclicalSchedule(
          ScheduleType.ITERATION, 0, loss.klWeight(), length, cycles, CyclicalSchedule.RISING);
    }
    return loss.klWarmup() == 0
        ? new FixedSchedule(loss.klWeight())
        : rise(loss.klWeight(), steps(loss.klWarmup(), stepsPerEpoch));
  }

  private static LinearWarmup rise(double end, int steps) {
    return new LinearWarmup(ScheduleType.ITERATION, 0, end, steps);
  }

  /** ND4J counts iterations in an int, and no run gets to the end of it. */
  static int steps(int epochs, int stepsPerEpoch) {
    return (int) Math.min(Integer.MAX_VALUE, (long) epochs * stepsPerEpoch);
  }
}
