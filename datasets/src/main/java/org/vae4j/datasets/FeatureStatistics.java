package org.vae4j.datasets;

/**
 * What the values of a data set are like as they are stored, pixels as their levels, over all
 * values of all examples; those that are missing do not count.
 *
 * @param min the smallest
 * @param max the largest
 * @param mean the mean
 * @param stdDev the standard deviation, of the values as they are: divided by their number
 */
public record FeatureStatistics(double min, double max, double mean, double stdDev) {
  /**
   * Looks at all values.
   *
   * @return their statistics; of pixels from counts of each value, and so without rounding on the
   *     way; of floats by two passes in double; NaN if every value is missing
   */
  public static FeatureStatistics of(Dataset dataset) {
    return dataset.hasPixels() ? ofPixels(dataset) : ofNumbers(dataset);
  }

  private static FeatureStatistics ofPixels(Dataset dataset) {
    int features = dataset.storedShape().size();
    long[] counts = new long[dataset.levels()];
    for (int i = 0; i < dataset.size(); i++) {
      for (int j = 0; j < features; j++) {
        counts[(int) dataset.value(i, j)]++;
      }
    }
    int min = 0;
    while (counts[min] == 0) {
      min++;
    }
    int max = counts.length - 1;
    while (counts[max] == 0) {
      max--;
    }
    double pixels = (double) dataset.size() * features;
    double mean = 0;
    for (int value = min; value <= max; value++) {
      mean += value * (counts[value] / pixels);
    }
    double variance = 0;
    for (int value = min; value <= max; value++) {
      variance += (value - mean) * (value - mean) * (counts[value] / pixels);
    }
    return new FeatureStatistics(min, max, mean, Math.sqrt(variance));
  }

  private static FeatureStatistics ofNumbers(Dataset dataset) {
    int features = dataset.storedShape().size();
    double min = Double.NaN;
    double max = Double.NaN;
    double sum = 0;
    long count = 0;
    for (int i = 0; i < dataset.size(); i++) {
      for (int j = 0; j < features; j++) {
        float value = dataset.value(i, j);
        if (!Float.isNaN(value)) {
          min = count == 0 ? value : Math.min(min, value);
          max = count == 0 ? value : Math.max(max, value);
          sum += value;
          count++;
        }
      }
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < dataset.size(); i++) {
      for (int j = 0; j < features; j++) {
        float value = dataset.value(i, j);
        squares += Float.isNaN(value) ? 0 : (value - mean) * (value - mean);
      }
    }
    return new FeatureStatistics(min, max, mean, Math.sqrt(squares / count));
  }
}
