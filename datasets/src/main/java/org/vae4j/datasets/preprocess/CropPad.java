package org.vae4j.datasets.preprocess;

import java.util.Arrays;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.PreprocessingStep;

/**
 * Brings images to a size without scaling them: cuts off what is too much and fills up what is
 * missing with 0, half on either side. Of an odd number the bottom and the right get one more.
 *
 * @param given the shape of the images before
 * @param height their rows after
 * @param width their columns after
 */
public record CropPad(ImageShape given, int height, int width) implements PreprocessingStep {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if a side is below 1, or the product no int
   */
  public CropPad {
    new ImageShape(height, width, given.channels());
  }

  @Override
  public ImageShape shape(ImageShape shape) {
    if (!shape.equals(given)) {
      throw new IllegalArgumentException("images to crop are " + given + ", not " + shape);
    }
    return new ImageShape(height, width, given.channels());
  }

  @Override
  public void apply(float[] image, float[] result, int epoch, int row) {
    Arrays.fill(result, 0);
    int rows = Math.min(height, given.height());
    int columns = Math.min(width, given.width());
    int fromTop = Math.max(0, given.height() - height) / 2;
    int fromLeft = Math.max(0, given.width() - width) / 2;
    int toTop = Math.max(0, height - given.height()) / 2;
    int toLeft = Math.max(0, width - given.width()) / 2;
    for (int c = 0; c < given.channels(); c++) {
      for (int y = 0; y < rows; y++) {
        System.arraycopy(
            image,
            (c * given.height() + fromTop + y) * given.width() + fromLeft,
            result,
            (c * height + toTop + y) * width + toLeft,
            columns);
      }
    }
  }
}
