package org.vae4j.datasets.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.ImageShape;

class CropPadTest {
  private static float[] applied(CropPad step, float[] image) {
    float[] result = new float[step.shape(step.given()).size()];
    Arrays.fill(result, -1); // left from the example before
    step.apply(image, result, 0, 0);
    return result;
  }

  @Test
  void cutsOneSideAndFillsUpTheOther() {
    CropPad step = new CropPad(ImageShape.grey(3, 2), 2, 5);
    assertThat(applied(step, new float[] {1, 2, 3, 4, 5, 6}))
        .containsExactly(0, 1, 2, 0, 0, 0, 3, 4, 0, 0);
  }

  @Test
  void keepsTheMiddle() {
    CropPad step = new CropPad(ImageShape.grey(4, 3), 2, 1);
    assertThat(applied(step, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}))
        .containsExactly(5, 8);
  }

  @Test
  void treatsChannelsAlike() {
    CropPad step = new CropPad(new ImageShape(1, 1, 3), 1, 2);
    assertThat(applied(step, new float[] {1, 2, 3})).containsExactly(1, 0, 2, 0, 3, 0);
  }

  /** Filled up and cut again by the same amount, an image is what it was. */
  @Test
  void cuttingUndoesFillingUp() {
    SplittableRandom random = new SplittableRandom(5);
    for (int k = 0; k < 200; k++) {
      ImageShape small =
          new ImageShape(random.nextInt(1, 9), random.nextInt(1, 9), random.nextInt(1, 4));
      int height = small.height() + random.nextInt(6);
      int width = small.width() + random.nextInt(6);
      float[] image = new float[small.size()];
      for (int i = 0; i < image.length; i++) {
        image[i] = 1 + i;
      }
      CropPad pad = new CropPad(small, height, width);
      CropPad crop = new CropPad(pad.shape(small), small.height(), small.width());
      float[] padded = applied(pad, image);
      assertThat(applied(crop, padded)).as("%s to %dx%d", small, height, width).isEqualTo(image);
      double sum = 0;
      for (float value : padded) {
        sum += value;
      }
      // all that was added is 0; whole numbers, so the sum is exact
      assertThat(sum).isEqualTo(image.length * (image.length + 1) / 2.0);
    }
  }

  @Test
  void wantsImagesOfItsShape() {
    CropPad step = new CropPad(ImageShape.grey(3, 2), 2, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> step.shape(ImageShape.grey(2, 3)))
        .withMessage("images to crop are 3x2, not 2x3");
    assertThatIllegalArgumentException().isThrownBy(() -> new CropPad(ImageShape.grey(3, 2), 0, 5));
  }
}
