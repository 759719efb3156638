package org.vae4j.train;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A value that falls along half a cosine from {@code start} at step 0 to {@code end} at step {@code
 * length}, and stays there:
 *
 * <pre>
 * end + ½ (start − end) (1 + cos(π step / length))
 * </pre>
 *
 * A step is an iteration or an epoch.
 *
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov &amp; Hutter 2017, equation 5, without
 *     restarts</a>
 */
public final class CosineDecay implements ISchedule {
  private static final long serialVersionUID = 1;

  private final ScheduleType scheduleType;
  private final double start;
  private final double end;
  private final int length;

  /**
   * @param scheduleType what a step is
   * @param start the value at step 0
   * @param end the value from step {@code length} on
   * @param length steps from start to end
   * @throws IllegalArgumentException if a value is not finite, or {@code length < 1}
   */
  public CosineDecay(
      @JsonProperty("scheduleType") ScheduleType scheduleType,
      @JsonProperty("start") double start,
      @JsonProperty("end") double end,
      @JsonProperty("length") int length) {
    if (!Double.isFinite(start) || !Double.isFinite(end)) {
      throw new IllegalArgumentException(
          "expected finite values, got start " + start + " and end " + end);
    }
    if (length < 1) {
      throw new IllegalArgumentException("expected a length of at least 1 step, got " + length);
    }
    this.scheduleType = Objects.requireNonNull(scheduleType, "scheduleType");
    this.start = start;
    this.end = end;
    this.length = length;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    int step = scheduleType == ScheduleType.EPOCH ? epoch : iteration;
    return step >= length
        ? end
        : end + 0.5 * (start - end) * (1 + StrictMath.cos(Math.PI * step / length));
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
  public CosineDecay clone() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CosineDecay that
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
    return "CosineDecay(%s, %s to %s over %d)".formatted(scheduleType, start, end, length);
  }
}
