package org.vae4j.datasets.images;

import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.storage.StoredValues;

/** The pixels of one image, channel by channel, each row by row. */
final class Planes {
  private final ImageShape shape;
  private final StoredValues values;

  Planes(ImageShape shape, int levels) {
    this(shape, StoredValues.zeros(levels, shape.size()));
  }

  private Planes(ImageShape shape, StoredValues values) {
    this.shape = shape;
    this.values = values;
  }

  ImageShape shape() {
    return shape;
  }

  /** The pixels themselves, not a copy. */
  StoredValues values() {
    return values;
  }

  /** A black image of another size with as many channels and levels. */
  Planes blank(int height, int width) {
    return new Planes(new ImageShape(height, width, shape.channels()), values.levels());
  }

  /** The pixels in 16 bits. */
  Planes deep() {
    return new Planes(shape, values.deep());
  }

  float get(int channel, int row, int column) {
    return values.value(index(channel, row, column));
  }

  void set(int channel, int row, int column, int level) {
    values.set(index(channel, row, column), level);
  }

  private int index(int channel, int row, int column) {
    return (channel * shape.height() + row) * shape.width() + column;
  }

  /** The image in another size. */
  Planes resized(int height, int width, Resize policy) {
    if (height == shape.height() && width == shape.width()) {
      return this;
    }
    double down = (double) height / shape.height();
    double across = (double) width / shape.width();
    double scale = policy == Resize.FIT ? Math.min(down, across) : Math.max(down, across);
    boolean stretch = policy == Resize.STRETCH;
    return resampled(height, width, stretch ? down : scale, stretch ? across : scale);
  }

  /**
   * Each new pixel is the mean of the area it covers, black where it covers none: plain arithmetic,
   * the same on every machine. The middles of both images meet.
   */
  private Planes resampled(int height, int width, double down, double across) {
    Planes result = new Planes(new ImageShape(height, width, shape.channels()), values.levels());
    for (int row = 0; row < height; row++) {
      double top = (row - height / 2.0) / down + shape.height() / 2.0;
      double bottom = (row + 1 - height / 2.0) / down + shape.height() / 2.0;
      for (int column = 0; column < width; column++) {
        double left = (column - width / 2.0) / across + shape.width() / 2.0;
        double right = (column + 1 - width / 2.0) / across + shape.width() / 2.0;
        for (int channel = 0; channel < shape.channels(); channel++) {
          double mean = sum(channel, top, bottom, left, right) / ((bottom - top) * (right - left));
          result.set(
              channel, row, column, (int) Math.min(values.levels() - 1, Math.floor(mean + 0.5)));
        }
      }
    }
    return result;
  }

  private double sum(int channel, double top, double bottom, double left, double right) {
    double sum = 0;
    for (int row = first(top); row < last(bottom, shape.height()); row++) {
      double high = overlap(row, top, bottom);
      for (int column = first(left); column < last(right, shape.width()); column++) {
        sum += high * overlap(column, left, right) * get(channel, row, column);
      }
    }
    return sum;
  }

  private static int first(double from) {
    return (int) Math.max(0, Math.floor(from));
  }

  private static int last(double to, int size) {
    return (int) Math.min(size, Math.ceil(to));
  }

  private static double overlap(int cell, double from, double to) {
    return Math.max(0, Math.min(cell + 1, to) - Math.max(cell, from));
  }
}
