package org.vae4j.loss;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A weight that starts anew several times: in each cycle it rises in a straight line from {@code
 * start} to {@code end} over the first part of the cycle and stays there for the rest. After the
 * last cycle it stays at {@code end}. A step is an iteration or an epoch.
 *
 * @see <a href="https://arxiv.org/abs/1903.10145">Fu et al. 2019, cyclical annealing</a>
 */
public final class CyclicalSchedule implements ISchedule {
  private static final long serialVersionUID = 1;

  /** The paper's R: half of a cycle rises. */
  public static final double RISING = 0.5;

  private final ScheduleType scheduleType;
  private final double start;
  private final double end;
  private final int cycleLength;
  private final int cycles;
  private final double rising;

  /**
   * A schedule of its own shape.
   *
   * @param scheduleType what a step is
   * @param start the weight at the beginning of each cycle
   * @param end the weight at the end of each cycle and after the last
   * @param cycleLength steps of a cycle
   * @param cycles how many there are
   * @param rising which part of a cycle rises, in (0, 1]
   * @throws IllegalArgumentException if a weight is negative or not finite, a count is below 1 or
   *     the rising part is not in (0, 1]
   */
  public CyclicalSchedule(
      @JsonProperty("scheduleType") ScheduleType scheduleType,
      @JsonProperty("start") double start,
      @JsonProperty("end") double end,
      @JsonProperty("cycleLength") int cycleLength,
      @JsonProperty("cycles") int cycles,
      @JsonProperty("rising") double rising) {
    if (!(start >= 0 && end >= 0) || Double.isInfinite(start) || Double.isInfinite(end)) {
      throw new IllegalArgumentException(
          "expected finite weights >= 0, got start " + start + " and end " + end);
    }
    // A cycle of one step would be its start alone, at any count of cycles.
    if (cycleLength < 2 || cycles < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 cycle of at least 2 steps, got %d of %d"
              .formatted(cycles, cycleLength));
    }
    if (!(rising > 0 && rising <= 1)) {
      throw new IllegalArgumentException("expected a rising part in (0, 1], got " + rising);
    }
    this.scheduleType = Objects.requireNonNull(scheduleType, "scheduleType");
    this.start = start;
    this.end = end;
    this.cycleLength = cycleLength;
    this.cycles = cycles;
    this.rising = rising;
  }

  /** From 0 to 1 over the first half of each cycle. */
  public static CyclicalSchedule epochs(int cycleLength, int cycles) {
    return new CyclicalSchedule(ScheduleType.EPOCH, 0, 1, cycleLength, cycles, RISING);
  }

  /** From 0 to 1 over the first half of each cycle. */
  public static CyclicalSchedule iterations(int cycleLength, int cycles) {
    return new CyclicalSchedule(ScheduleType.ITERATION, 0, 1, cycleLength, cycles, RISING);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    int step = scheduleType == ScheduleType.EPOCH ? epoch : iteration;
    if (step >= (long) cycles * cycleLength) {
      return end;
    }
    double risen = step % cycleLength / (rising * cycleLength);
    return risen >= 1 ? end : start + (end - start) * risen;
  }

  public ScheduleType getScheduleType() {
    return scheduleType;
  }

  public double getStart() {
    return start;
  }

  public double getEnd() {
    return end;
  }

  public int getCycleLength() {
    return cycleLength;
  }

  public int getCycles() {
    return cycles;
  }

  public double getRising() {
    return rising;
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // immutable
  public CyclicalSchedule clone() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CyclicalSchedule that
        && scheduleType == that.scheduleType
        && start == that.start
        && end == that.end
        && cycleLength == that.cycleLength
        && cycles == that.cycles
        && rising == that.rising;
  }

  @Override
  public int hashCode() {
    return Objects.hash(scheduleType, start, end, cycleLength, cycles, rising);
  }

  @Override
  public String toString() {
    return "CyclicalSchedule(%s, %d times %s to %s over %s of %d)"
        .formatted(scheduleType, cycles, start, end, rising, cycleLength);
  }
}
