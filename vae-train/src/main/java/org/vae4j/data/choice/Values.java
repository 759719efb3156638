package org.vae4j.data.choice;

import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;

/**
 * What the values of a data set are like: all of them, or those of a thousand images.
 *
 * @param columns of a table, else empty
 * @param pixels whether they are levels of a pixel
 * @param least the lowest; of pixels in [0, 1]
 * @param greatest the highest; of pixels in [0, 1]
 * @param binary whether all are 0 or 1
 * @param extreme which share lies within 5 % of 0 or of 1
 * @param counts how much they vary, if all are whole numbers from 0 on and neither pixels nor bits
 *     nor columns of a table
 * @param height of an image
 * @param width of an image
 * @param channels of an image
 */
record Values(
    List<Column> columns,
    boolean pixels,
    double least,
    double greatest,
    boolean binary,
    double extreme,
    Optional<CountSpread> counts,
    int height,
    int width,
    int channels) {
  private static final int LOOKED_AT = 1000;
  private static final double NEAR = 0.05;

  static Values of(Dataset train) {
    // A single value that is none of a likelihood's would be refused later.
    int stride = train.hasPixels() ? Math.max(1, train.size() / LOOKED_AT) : 1;
    double scale = train.hasPixels() ? 1.0 / (train.levels() - 1) : 1;
    int features = train.storedShape().size();
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    boolean binary = true;
    boolean whole = true;
    long extreme = 0;
    long count = 0;
    for (int n = 0; n < train.size(); n += stride) {
      for (int j = 0; j < features; j++) {
        double x = scale * train.value(n, j);
        if (Double.isNaN(x)) {
          continue;
        }
        least = Math.min(least, x);
        greatest = Math.max(greatest, x);
        binary &= x == 0 || x == 1;
        whole &= x == Math.rint(x);
        extreme += Math.abs(x) <= NEAR || Math.abs(x - 1) <= NEAR ? 1 : 0;
        count++;
      }
    }
    boolean counts =
        whole && least >= 0 && !binary && !train.hasPixels() && train.columns().isEmpty();
    return new Values(
        train.columns(),
        train.hasPixels(),
        least,
        greatest,
        binary,
        (double) extreme / count,
        counts ? Optional.of(CountSpread.of(train)) : Optional.empty(),
        train.storedShape().height(),
        train.storedShape().width(),
        train.storedShape().channels());
  }

  boolean isTable() {
    return !columns.isEmpty();
  }

  boolean isUnitInterval() {
    return least >= 0 && greatest <= 1;
  }

  boolean isImage() {
    return height > 1 && !isTable();
  }
}
