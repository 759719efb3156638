package org.vae4j.loss;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A weight that rises in a straight line from {@code start} at step 0 to {@code end} at step {@code
 * length}, and stays there. A step is an iteration or an epoch.
 *
 * @see <a href="https://arxiv.org/abs/1511.06349">Bowman et al. 2016, KL cost annealing</a>
 */
public final class LinearWarmup implements ISchedule {
  private static final long serialVersionUID = 1;

  private final ScheduleType scheduleType;
  private final double start;
  private final double end;
  private final int length;

  /**
   * @param scheduleType what a step is
   * @param start the weight at step 0
   * @param end the weight from step {@code length} on
   * @param length steps from start to end
   * @throws IllegalArgumentException if a weight is negative or not finite, or {@code length < 1}
   */
  public LinearWarmup(
      @JsonProperty("scheduleType") ScheduleType scheduleType,
      @JsonProperty("start") double start,
      @JsonProperty("end") double end,
      @JsonProperty("length") int length) {
    if (!(start >= 0 && end >= 0) || Double.isInfinite(start) || Double.isInfinite(end)) {
      throw new IllegalArgumentException(
          "expected finite weights >= 0, got start " + start + " and end " + end);
    }
    if (length < 1) {
      throw new IllegalArgumentException("expected a length of at least 1 step, got " + length);
    }
    this.scheduleType = Objects.requireNonNull(scheduleType, "scheduleType");
    this.start = start;
    this.end = end;
    this.length = length;
  }

  /** From 0 to 1 over so many epochs. */
  public static LinearWarmup epochs(int epochs) {
    return new LinearWarmup(ScheduleType.EPOCH, 0, 1, epochs);
  }

  /** From 0 to 1 over so many iterations. */
  public static LinearWarmup iterations(int iterations) {
    return new LinearWarmup(ScheduleType.ITERATION, 0, 1, iterations);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    int step = scheduleType == ScheduleType.EPOCH ? epoch : iteration;
    return step >= length ? end : start + (end - start) * step / length;
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

  public int getLength() {
    return length;
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // immutable
  public LinearWarmup clone() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearWarmup that
        && scheduleType == that.scheduleType
        && start == that.start
        && end == that.end
        && length == that.length;
  }

  @Override
  public int hashCode() {
    return Objects.hash(scheduleType, start, end, length);
  }

  @Override
  public String toString() {
    return "LinearWarmup(%s, %s to %s over %d)".formatted(scheduleType, start, end, length);
  }
}
