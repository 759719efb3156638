package org.vae4j.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** N(mean, diag exp(logVariance)) with numbers that stay as they are. */
public final class FixedPrior implements Prior {
  private static final long serialVersionUID = 1;

  private final ArrayList<Double> mean;
  private final ArrayList<Double> logVariance;

  /**
   * The Gaussian with these parameters.
   *
   * @param mean L values
   * @param logVariance L values
   * @throws IllegalArgumentException if they differ in length or are not finite
   */
  public FixedPrior(
      @JsonProperty("mean") List<Double> mean,
      @JsonProperty("logVariance") List<Double> logVariance) {
    if (mean.size() != logVariance.size()) {
      throw new IllegalArgumentException(
          "expected a mean and a log-variance for each unit, got %d and %d values"
              .formatted(mean.size(), logVariance.size()));
    }
    requireFinite("mean", mean);
    requireFinite("logVariance", logVariance);
    this.mean = new ArrayList<>(mean);
    this.logVariance = new ArrayList<>(logVariance);
  }

  private static void requireFinite(String name, List<Double> values) {
    for (int j = 0; j < values.size(); j++) {
      if (values.get(j) == null || !Double.isFinite(values.get(j))) {
        throw new IllegalArgumentException(
            "expected a finite %s[%d], got %s".formatted(name, j, values.get(j)));
      }
    }
  }

  /** L values. */
  public List<Double> getMean() {
    return List.copyOf(mean);
  }

  /** L values. */
  public List<Double> getLogVariance() {
    return List.copyOf(logVariance);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FixedPrior that
        && mean.equals(that.mean)
        && logVariance.equals(that.logVariance);
  }

  @Override
  public int hashCode() {
    return Objects.hash(mean, logVariance);
  }

  @Override
  public String toString() {
    return "N(%s, diag exp %s)".formatted(mean, logVariance);
  }
}
