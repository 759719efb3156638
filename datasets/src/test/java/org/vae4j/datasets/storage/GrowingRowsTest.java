package org.vae4j.datasets.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.datasets.faults.BadDataException;

class GrowingRowsTest {
  private static final long MEBIBYTE = 1 << 20;

  private static void add(GrowingRows rows, int count, int width) {
    float[] row = new float[width];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        row[j] = i * width + j;
      }
      rows.add(i + 1, row);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "4095, 1", "4097, 1", "100000, 1", "7, 5000", "3000, 77"})
  void givesWhatItTook(int count, int width) {
    GrowingRows rows = new GrowingRows("rows");
    add(rows, count, width);
    assertThat(rows.width()).isEqualTo(width);
    float[] expected = new float[count * width];
    IntStream.range(0, expected.length).forEach(i -> expected[i] = i);
    assertThat(rows.values()).isEqualTo(expected);
  }

  /** A million values of four bytes, twice: as they are read and as they are given. */
  @Test
  void tellsTheSizeOfWhatDoesNotFit() {
    GrowingRows rows = new GrowingRows("big.csv", () -> 2 * MEBIBYTE);
    add(rows, 1 << 10, 1 << 10);
    assertThat(rows.width()).isEqualTo(1 << 10);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(rows::values)
        .withMessage("big.csv: expected what fits into the 2 MiB of memory left, found 8" + " MiB");
  }

  @Test
  void aBadRowOfWhatDoesNotFitIsStillNamed() {
    GrowingRows rows = new GrowingRows("big.csv", () -> MEBIBYTE);
    add(rows, 1000, 1000);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> rows.add(1001, new float[999]))
        .withMessage("big.csv, line 1001: expected 1000 values as in the first row, found 999");
  }
}
