package org.vae4j.datasets.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.StoredValues;

class IdxFileTest {

  @TempDir Path folder;

  private Path file(byte[] bytes) {
    return IdxBytes.write(folder.resolve("some.idx"), bytes);
  }

  private void assertRefused(byte[] bytes, String... parts) {
    Path file = file(bytes);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> IdxFile.read(file))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(file.toString())
                    .contains(parts)
                    .doesNotContain("\n"));
  }

  @Test
  void readsPlainAndGzippedWhateverTheName() throws IOException {
    byte[] bytes = IdxBytes.of(5, 3, 2);
    for (byte[] stored : new byte[][] {bytes, IdxBytes.gzip(bytes)}) {
      NumericArray idx = IdxFile.read(file(stored));
      assertThat(idx.rank()).isEqualTo(3);
      assertThat(idx.examples()).isEqualTo(5);
      assertThat(idx.valuesPerExample()).isEqualTo(6);
      assertThat(idx.shapeText()).isEqualTo("5x3x2");
      assertThat(idx.value(4, 5)).isEqualTo(29);
      assertThat(idx.values().length()).isEqualTo(30);
    }
  }

  /** The file has holes for its values: it takes no room on a disk, and is never read that far. */
  @Test
  void saysWhatASetWouldNeedThatDoesNotFit() throws IOException {
    int count = 2_000_000;
    long bytes = count * 1024L;
    assumeThat(Runtime.getRuntime().maxMemory()).isLessThan(bytes);
    Path file = file(IdxBytes.of(new byte[0], count, 32, 32));
    try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
      holes.setLength(16 + bytes);
    }
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> IdxFile.read(file))
        .withMessageStartingWith(file + ": expected what fits into the ")
        .withMessageEndingWith("found 1954 MiB");
  }

  @Test
  void valuesAreUnsigned() throws IOException {
    NumericArray idx = IdxFile.read(file(IdxBytes.of(new byte[] {(byte) 255, (byte) 128}, 2)));
    assertThat(idx.value(0, 0)).isEqualTo(255);
    assertThat(idx.value(1, 0)).isEqualTo(128);
  }

  @Test
  void readsEveryType() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(8).putInt(0).putInt(2);
    double[] values = {-3, 100};
    for (int type : new int[] {0x09, 0x0b, 0x0c, 0x0d, 0x0e}) {
      ByteBuffer bytes = ByteBuffer.allocate(64).put(header.array());
      bytes.put(2, (byte) type).put(3, (byte) 1);
      for (double value : values) {
        switch (type) {
          case 0x09 -> bytes.put((byte) value);
          case 0x0b -> bytes.putShort((short) value);
          case 0x0c -> bytes.putInt((int) value);
          case 0x0d -> bytes.putFloat((float) value);
          default -> bytes.putDouble(value);
        }
      }
      byte[] whole = Arrays.copyOf(bytes.array(), bytes.position());
      assertThat(IdxFile.read(file(whole)).values())
          .isInstanceOfSatisfying(
              StoredValues.Floats.class,
              floats -> assertThat(floats.values()).containsExactly(-3, 100));
      assertRefused(Arrays.copyOf(whole, whole.length - 1), "bytes of values for 2");
    }
  }

  @Test
  void numberThatIsNotFiniteIsRefusedWithItsPlace() {
    ByteBuffer bytes = ByteBuffer.allocate(24).putInt(0x0e01).putInt(2);
    assertRefused(bytes.putDouble(1).putDouble(Double.NaN).array(), "byte 16", "found NaN");
    assertRefused(bytes.putDouble(16, 1e300).array(), "byte 16", "that a float holds");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4", "255"})
  void readsAnyRank(int rank) throws IOException {
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    shape[0] = 7;
    assertThat(IdxFile.read(file(IdxBytes.of(shape))).examples()).isEqualTo(7);
  }

  /** More than the first block and the likely compression: the array must grow on the way. */
  @Test
  void readsAFileThatGzipShrinksALot() throws IOException {
    byte[] bytes = IdxBytes.of(new byte[1000 * 1000], 1000, 1000);
    assertThat(IdxFile.read(file(IdxBytes.gzip(bytes))).values().length()).isEqualTo(1000 * 1000);
  }

  @Test
  void missingFileAndFolderAreNamed() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> IdxFile.read(folder.resolve("absent")))
        .withMessage(folder.resolve("absent") + ": expected a readable file, found none");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> IdxFile.read(folder))
        .withMessageContaining("a folder");
  }

  @Test
  void headerFaultsNameTheirByte() {
    byte[] good = IdxBytes.of(2, 3);
    assertRefused(new byte[0], "byte 0", "empty file");
    assertRefused(Arrays.copyOf(good, 3), "byte 0", "only 3 bytes");
    assertRefused(Arrays.copyOf(good, 6), "byte 4", "dimension 0", "only 2 bytes");
    assertRefused(changed(good, 0, 0x89), "byte 0", "begins 0x0000", "0x8900");
    assertRefused(changed(good, 2, 0x0a), "byte 2", "0x08, 0x09, or 0x0b to 0x0e", "0x0a");
    assertRefused(changed(good, 2, 0x77), "byte 2", "0x77");
    assertRefused(changed(good, 3, 0), "byte 3", "rank of 1 or more");
    assertRefused(IdxBytes.of(new byte[0], 2, 0), "byte 8", "dimension 1", "found 0");
    assertRefused(IdxBytes.of(new byte[0], -1), "byte 4", "dimension 0", "4294967295");
    assertRefused(IdxBytes.of(new byte[0], 60000, 60000), "byte 8", "60000x60000 = 3600000000");
    assertRefused(
        IdxBytes.of(new byte[0], 2_000_000_000, 2_000_000_000, 2_000_000_000, 2_000_000_000),
        "byte 8");
  }

  @Test
  void tooFewAndTooManyBytesNameTheirPlace() {
    byte[] good = IdxBytes.of(2, 3);
    byte[] truncated = Arrays.copyOf(good, good.length - 1);
    byte[] trailing = Arrays.copyOf(good, good.length + 1);
    assertRefused(truncated, "byte 17", "6 bytes of values for 2x3", "after 5");
    assertRefused(IdxBytes.gzip(truncated), "byte 17", "6 bytes of values for 2x3", "after 5");
    assertRefused(trailing, "byte 18", "end of the file", "more bytes");
    assertRefused(IdxBytes.gzip(trailing), "byte 18", "end of the file", "more bytes");
  }

  /** With a heap of 1.5 GB, believing the header would end in an OutOfMemoryError. */
  @Test
  void claimedSizeIsNotAllocated() {
    assertRefused(IdxBytes.of(new byte[10], 2_000_000_000), "2000000000 bytes of values");
    assertRefused(
        IdxBytes.gzip(IdxBytes.of(new byte[10], 2_000_000_000)), "2000000000 bytes of values");
  }

  @Test
  void gzipCutOffAnywhereIsRefused() {
    byte[] whole = IdxBytes.gzip(IdxBytes.of(20, 10));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20; i++) {
      assertRefused(Arrays.copyOf(whole, random.nextInt(2, whole.length)), "byte ");
    }
    assertRefused(Arrays.copyOf(whole, whole.length - 1), "cut off");
    assertRefused(Arrays.copyOf(whole, 5), "gzip header");
  }

  @Test
  void damagedGzipIsRefused() {
    byte[] whole = IdxBytes.gzip(IdxBytes.of(20, 10));
    assertRefused(
        changed(whole, whole.length - 8, ~whole[whole.length - 8]), "whole compressed data");
    assertRefused(changed(whole, 2, 99), "gzip header");
  }

  @Test
  void readsAStream() throws IOException {
    NumericArray idx = IdxFile.read(new ByteArrayInputStream(IdxBytes.of(3, 4)), "memory");
    assertThat(idx.source()).isEqualTo("memory");
    assertThat(idx.examples()).isEqualTo(3);
  }

  private static byte[] changed(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }
}
