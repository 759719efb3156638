package org.vae4j.datasets;

/**
 * What the pixels of a data set are like, in their own units of 0 … 255, over all pixels of all
 * images.
 *
 * @param min the smallest
 * @param max the largest
 * @param mean the mean
 * @param stdDev the standard deviation, of the pixels as they are: divided by their number
 */
public record PixelStatistics(int min, int max, double mean, double stdDev) {
  private static final int LEVELS = 256;

  /**
   * Looks at all pixels.
   *
   * @param images the images
   * @return their statistics, from counts of each value and so without rounding on the way
   */
  public static PixelStatistics of(ImageDataset images) {
    long[] counts = new long[LEVELS];
    for (int i = 0; i < images.size(); i++) {
      for (byte pixel : images.image(i)) {
        counts[pixel & 0xff]++;
      }
    }
    int min = 0;
    while (counts[min] == 0) {
      min++;
    }
    int max = LEVELS - 1;
    while (counts[max] == 0) {
      max--;
    }
    double pixels = (double) images.size() * images.features();
    double mean = 0;
    for (int value = min; value <= max; value++) {
      mean += value * (counts[value] / pixels);
    }
    double variance = 0;
    for (int value = min; value <= max; value++) {
      variance += (value - mean) * (value - mean) * (counts[value] / pixels);
    }
    return new PixelStatistics(min, max, mean, Math.sqrt(variance));
  }
}
