package org.vae4j.datasets.drawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;

class DigitsTest {
  private static DatasetSplits digits;

  @BeforeAll
  static void draw() {
    digits = Digits.generate(1);
  }

  private static String sha256(Dataset dataset) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < dataset.size(); i++) {
      digest.update(dataset.bytes(i));
      digest.update((byte) dataset.label(i));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Results are reported on these bits: a change of them is a new data set. */
  @Test
  void bitsNeverChange() throws NoSuchAlgorithmException {
    assertThat(sha256(digits.train()))
        .isEqualTo("7c5248596126881429db00ace894b5cb401088ba48eef3a055c1d61193eecc86");
    assertThat(sha256(digits.test()))
        .isEqualTo("955766d566bdc1407af88de33d50ea79aec90596c405cda33a46ea7764aa28fc");
  }

  @Test
  void anotherSeedGivesOtherDigits() throws NoSuchAlgorithmException {
    assertThat(sha256(Digits.generate(2).test())).isNotEqualTo(sha256(digits.test()));
  }

  @Test
  void classesAreOfEqualSizeAndMixed() {
    assertThat(digits.train().size()).isEqualTo(12_000);
    assertThat(digits.test().size()).isEqualTo(2_000);
    for (Dataset part : new Dataset[] {digits.train(), digits.test()}) {
      int[] counts = new int[10];
      for (int label : part.labels()) {
        counts[label]++;
      }
      assertThat(counts).containsOnly(part.size() / 10);
      assertThat(Arrays.stream(part.labels()).limit(100).distinct().count()).isEqualTo(10);
    }
  }

  @Test
  void noTwoImagesAreTheSame() {
    Set<String> seen = new HashSet<>();
    for (Dataset part : new Dataset[] {digits.train(), digits.test()}) {
      for (int i = 0; i < part.size(); i++) {
        seen.add(HexFormat.of().formatHex(part.bytes(i)));
      }
    }
    assertThat(seen).hasSize(14_000);
  }

  /** A digit is at most 20 pixels long and its middle at most 1.75 from that of the image. */
  @Test
  void digitsStayWithinTheirFrame() {
    for (int i = 0; i < digits.train().size(); i++) {
      byte[] image = digits.train().bytes(i);
      for (int k = 0; k < 28; k++) {
        assertThat(image[k] | image[27 * 28 + k] | image[28 * k] | image[28 * k + 27])
            .as("the edge of image %d", i)
            .isZero();
      }
    }
  }

  @Test
  void everyImageHasInkAndTheMeanIsThatOfMnist() {
    double sum = 0;
    for (int i = 0; i < digits.train().size(); i++) {
      double ink = 0;
      for (byte pixel : digits.train().bytes(i)) {
        ink += (pixel & 0xff) / 255.0;
      }
      assertThat(ink).as("the ink of image %d, in pixels", i).isBetween(15.0, 350.0);
      sum += ink;
    }
    // MNIST's mean is 0.1307; "MNIST-like" is taken as within a tenth of it.
    assertThat(sum / (12_000 * 784.0)).isCloseTo(0.1307, within(0.013));
  }
}
