package org.vae4j.datasets.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.random.RandomKey;

class StandardisationTest {
  private static final int N = 500;
  private static final ImageShape SHAPE = ImageShape.grey(2, 3);

  /** The last pixel never changes. */
  private static Dataset images() {
    byte[] pixels = new byte[N * SHAPE.size()];
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < pixels.length; i++) {
      int feature = i % SHAPE.size();
      pixels[i] = (byte) (feature == 5 ? 77 : random.nextInt(1 + 50 * feature));
    }
    return Dataset.unlabelled("random", SHAPE, pixels);
  }

  private static float[][] rows(Dataset images, int epoch) {
    float[][] rows = new float[images.size()][images.features()];
    ExampleReader reader = images.reader();
    for (int i = 0; i < rows.length; i++) {
      reader.read(i, epoch, rows[i], 0);
    }
    return rows;
  }

  private static double mean(float[][] rows, int feature) {
    double sum = 0;
    for (float[] row : rows) {
      sum += row[feature];
    }
    return sum / rows.length;
  }

  private static double variance(float[][] rows, int feature) {
    double mean = mean(rows, feature);
    double sum = 0;
    for (float[] row : rows) {
      sum += (row[feature] - mean) * (row[feature] - mean);
    }
    return sum / rows.length;
  }

  @Test
  void measuresWhatTwoPassesMeasure() {
    Dataset images = images();
    Standardisation step = Standardisation.fit(images);
    float[][] rows = rows(images, 0);
    for (int j = 0; j < SHAPE.size(); j++) {
      // 500 additions of numbers below 1 in double
      assertThat(step.mean()[j]).isCloseTo(mean(rows, j), within(1e-13));
      assertThat(step.stdDev()[j]).isCloseTo(Math.sqrt(variance(rows, j)), within(1e-13));
    }
    assertThat(step.stdDev()[0]).isZero();
    assertThat(step.stdDev()[5]).isZero();
  }

  @Test
  void leavesMeanZeroAndVarianceOne() {
    Dataset images = images();
    float[][] rows = rows(images.then(Standardisation.fit(images)), 0);
    for (int j = 0; j < SHAPE.size(); j++) {
      // each float is rounded by at most 2⁻²⁴ of a number below 4
      assertThat(mean(rows, j)).isCloseTo(0, within(1e-6));
      assertThat(variance(rows, j)).isCloseTo(j == 0 || j == 5 ? 0 : 1, within(1e-5));
    }
  }

  @Test
  void isUndoneForPictures() {
    Dataset images = images();
    Standardisation step = Standardisation.fit(images);
    float[][] given = rows(images, 0);
    float[][] standardised = rows(images.then(step), 0);
    for (int i = 0; i < N; i++) {
      step.restoreUnits(standardised[i]);
      for (int j = 0; j < SHAPE.size(); j++) {
        // two roundings to float of numbers below 4 and below 1, the first scaled by less than 1
        assertThat(standardised[i][j]).isCloseTo(given[i][j], within(1e-6f));
      }
    }
  }

  @Test
  void seesWhatTheStepsBeforeItGive() {
    Dataset noisy =
        images().then(new Dequantisation(Draws.everyEpoch(RandomKey.of(2).with("noise")), 256));
    float[][] rows = rows(noisy.then(Standardisation.fit(noisy)), 0);
    assertThat(mean(rows, 5)).isCloseTo(0, within(1e-6));
    assertThat(variance(rows, 5)).isCloseTo(1, within(1e-5));
  }

  @Test
  void wantsAsManyFeaturesAsItWasFittedOn() {
    Standardisation step = Standardisation.fit(images());
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> step.shape(ImageShape.grey(2, 2)));
  }
}
