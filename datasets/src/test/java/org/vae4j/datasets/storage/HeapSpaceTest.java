package org.vae4j.datasets.storage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.DatasetTest;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.PreprocessingStep;
import org.vae4j.datasets.faults.BadDataException;

class HeapSpaceTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void saysHowMuchIsNeededAndHowMuchThereIs() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> HeapSpace.require("big.idx", 3000 * MEBIBYTE + 1, 900 * MEBIBYTE))
        .withMessage(
            "big.idx: expected what fits into the 900 MiB of memory left," + " found 3001 MiB");
    assertThatCode(() -> HeapSpace.require("small.idx", 900 * MEBIBYTE, 900 * MEBIBYTE))
        .doesNotThrowAnyException();
  }

  @Test
  void knowsThisHeap() {
    assertThatCode(() -> HeapSpace.require("a byte", 1)).doesNotThrowAnyException();
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> HeapSpace.require("all", Runtime.getRuntime().maxMemory() + MEBIBYTE));
  }

  @Test
  void aBatchThatDoesNotFitIsToldBeforeItIsMade() {
    Dataset wide =
        DatasetTest.numbered(128)
            .then(
                new PreprocessingStep() {
                  @Override
                  public ImageShape shape(ImageShape given) {
                    return ImageShape.grey(30_000, 30_000);
                  }

                  @Override
                  public void apply(float[] given, float[] result, int epoch, int row) {}
                });
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> new DatasetIterator.Builder(wide, 128).build())
        .withMessageStartingWith("numbered, a batch of 128: expected what fits")
        // 128 · 9·10⁸ floats
        .withMessageEndingWith("found 439454 MiB");
  }
}
