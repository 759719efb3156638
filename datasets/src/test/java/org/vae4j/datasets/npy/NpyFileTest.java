package org.vae4j.datasets.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.datavec.api.split.FileSplit;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.faults.BadDataException;

class NpyFileTest {
  @TempDir Path folder;

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private void assertRefused(byte[] bytes, String... parts) throws IOException {
    Path file = file("bad.npy", bytes);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> NpyFile.read(file))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(file.toString())
                    .contains(parts)
                    .doesNotContain("\n"));
  }

  private static byte[] values(String descr, double... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * (descr.charAt(2) - '0'))
            .order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (descr.substring(1)) {
        case "u1", "i1" -> bytes.put((byte) value);
        case "i2", "u2" -> bytes.putShort((short) value);
        case "i4" -> bytes.putInt((int) value);
        case "i8" -> bytes.putLong((long) value);
        case "f4" -> bytes.putFloat((float) value);
        default -> bytes.putDouble(value);
      }
    }
    return bytes.array();
  }

  private static float[] all(NumericArray array) {
    float[] all = new float[array.examples() * array.valuesPerExample()];
    for (int i = 0; i < all.length; i++) {
      all[i] = array.value(i / array.valuesPerExample(), i % array.valuesPerExample());
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|u1", "|i1", "<u2", ">u2", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "<f4", ">f4", "<f8",
        ">f8"
      })
  void readsEveryTypeInBothOrders(String descr) throws IOException {
    byte[] stored = values(descr, 1, 2, 3, 4, 5, 100);
    NumericArray c = NpyFile.read(file("c.npy", NpyBytes.of(descr, false, "2, 3", stored)));
    assertThat(c.shapeText()).isEqualTo("2x3");
    assertThat(c.values().levels())
        .isEqualTo(descr.endsWith("u1") ? 256 : descr.endsWith("u2") ? 65_536 : 0);
    assertThat(all(c)).containsExactly(1, 2, 3, 4, 5, 100);
    NumericArray f = NpyFile.read(file("f.npy", NpyBytes.of(descr, true, "2, 3", stored)));
    assertThat(all(f)).containsExactly(1, 3, 5, 2, 4, 100);
  }

  @Test
  void unsignedShortsAndBooleansAreNoNegativeNumbers() throws IOException {
    byte[] shorts = {(byte) 0xff, (byte) 0xff, 0, (byte) 0x80};
    assertThat(all(NpyFile.read(file("u2.npy", NpyBytes.of("<u2", false, "2,", shorts)))))
        .containsExactly(65535, 32768);
    NumericArray flags =
        NpyFile.read(file("b1.npy", NpyBytes.of("|b1", false, "3,", new byte[] {0, 1, 0})));
    assertThat(all(flags)).containsExactly(0, 1, 0);
    assertThat(flags.values().levels()).isZero();
  }

  /** NumPy: np.array(..., '&lt;f2').view('&lt;u2'); the smallest and largest of both kinds. */
  @Test
  void readsHalfPrecision() throws IOException {
    int[] bits = {0x3c00, 0xbc00, 0x3555, 0x0001, 0x03ff, 0x0400, 0x7bff, 0x8000};
    ByteBuffer stored = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(bits).forEach(half -> stored.putShort((short) half));
    assertThat(all(NpyFile.read(file("f2.npy", NpyBytes.of("<f2", false, "8,", stored.array())))))
        .containsExactly(1f, -1f, 0x1.554p-2f, 0x1p-24f, 1023 * 0x1p-24f, 0x1p-14f, 65504f, -0f);
    for (int notFinite : new int[] {0x7c00, 0x7e00}) {
      byte[] half = {0, (byte) (notFinite >> 8)};
      assertRefused(NpyBytes.of("<f2", false, "1,", half), "a finite number");
    }
  }

  /** More than a file of this size can hold even packed: nothing is made for it. */
  @Test
  void fortranOrderBelievesNoHeader() throws IOException {
    assertRefused(
        NpyBytes.of("<f8", true, "1000000, 200", new byte[8]),
        "1600000000 bytes of values for 1000000x200, found a file of");
  }

  /** NumPy: np.arange(24).reshape(2,3,4) has F-order bytes arange.transpose(2,1,0).ravel(). */
  @Test
  void fortranOrderOfRankThree() throws IOException {
    byte[] stored = new byte[24];
    int at = 0;
    for (int k = 0; k < 4; k++) {
      for (int j = 0; j < 3; j++) {
        for (int i = 0; i < 2; i++) {
          stored[at++] = (byte) ((i * 3 + j) * 4 + k);
        }
      }
    }
    float[] expected = new float[24];
    for (int i = 0; i < 24; i++) {
      expected[i] = i;
    }
    assertThat(all(NpyFile.read(file("f.npy", NpyBytes.of("|u1", true, "2, 3, 4", stored)))))
        .containsExactly(expected);
  }

  /** An independent writer: ND4J's own. */
  @Test
  void readsWhatNd4jWrites() throws IOException {
    byte[] bytes = Nd4j.toNpyByteArray(Nd4j.linspace(DataType.DOUBLE, -1, 0.25, 12).reshape(4, 3));
    assertThat(all(NpyFile.read(file("nd4j.npy", bytes))))
        .containsExactly(
            -1f, -0.75f, -0.5f, -0.25f, 0f, 0.25f, 0.5f, 0.75f, 1f, 1.25f, 1.5f, 1.75f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<c8; 2,; numbers of b1, u1, i1, u2, i2, i4, i8, f2, f4 or f8",
        "<u4; 2,; numbers of b1",
        "|O; 2,; numbers of b1",
        "<f4; 0,; a size of dimension 0 of 1 or more",
        "<f4; -1,; a dictionary of descr",
        "<f4; ''; a rank of 1 to 32",
        "|u1; 70000, 70000; 70000x70000 = 4900000000",
        "|u1; 999999999999999999, 9; at most 2147483639 values",
        "<f4; 2, 2,; 16 bytes of values for 2x2, found the end of the file after 8",
        "<f4; 1,; the end of the file after 1 values, found more bytes",
        "<f8; 2000000000,; 16000000000 bytes of values",
      })
  void refusesHeadersWithTheirPlace(String descr, String shape, String message) throws IOException {
    assertRefused(NpyBytes.of(descr, false, shape, new byte[8]), "byte ", message);
  }

  @Test
  void refusesWhatIsNoNpy() throws IOException {
    assertRefused(new byte[0], "byte 0", "an empty file");
    assertRefused(new byte[100], "byte 0", "0x93 NUMPY");
    byte[] good = NpyBytes.of("|u1", false, "3,", new byte[3]);
    byte[] version = good.clone();
    version[6] = 9;
    assertRefused(version, "byte 6", "version 1, 2 or 3", "found 9");
    byte[] longHeader = good.clone();
    longHeader[9] = 0x7f;
    assertRefused(longHeader, "byte 10", "the header", "only");
    assertRefused(
        NpyBytes.of("<f4", false, "2,", values("<f4", 1, Double.NaN)), "a finite number", "NaN");
    assertRefused(
        NpyBytes.of("<f8", false, "2,", values("<f8", 1, 1e300)), "a finite number that a float");
  }

  @Test
  void npzHasArraysByName() throws IOException {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("x", NpyBytes.of("|u1", false, "2, 2, 1", new byte[] {1, 2, 3, 4}));
    arrays.put("y", NpyBytes.of("<i8", false, "2,", values("<i8", 1, 0)));
    for (boolean compressed : new boolean[] {true, false}) {
      Path npz = file("set.npz", NpyBytes.npz(compressed, arrays));
      Dataset dataset = NpyExamples.read("set", npz, Optional.of(npz));
      assertThat(dataset.shape()).isEqualTo(ImageShape.grey(2, 1));
      assertThat(dataset.bytes(1)).containsExactly(3, 4);
      assertThat(dataset.labels()).containsExactly(1, 0);
      assertThat(all(NpzFile.read(npz, "y"))).containsExactly(1, 0);
      assertThatExceptionOfType(BadDataException.class)
          .isThrownBy(() -> NpzFile.read(npz, "z"))
          .withMessage(
              npz + ": expected an array called z (FILE.npz#NAME takes another), found [x, y]");
      Path named = folder.resolve("set.npz#y");
      assertThatExceptionOfType(BadDataException.class)
          .isThrownBy(() -> NpyExamples.read("set", named, Optional.empty()))
          .withMessageContaining("rank 1");
    }
  }

  @Test
  void labelsHaveToBeClassesOfAllExamples() throws IOException {
    Path x = file("x.npy", NpyBytes.of("|u1", false, "2, 1", new byte[2]));
    for (double label : new double[] {0.5, -1, 65536}) {
      Path y = file("y.npy", NpyBytes.of("<f8", false, "2,", values("<f8", 0, label)));
      assertThatExceptionOfType(BadDataException.class)
          .isThrownBy(() -> NpyExamples.read("set", x, Optional.of(y)))
          .withMessageContaining("y.npy, label 1: expected a class of 0 to 65535");
    }
    Path y = file("y.npy", NpyBytes.of("<f8", false, "1,", values("<f8", 0)));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> NpyExamples.read("set", x, Optional.of(y)))
        .withMessageContaining("2 labels for the 2 examples");
  }

  @Test
  void labelsMayBeAColumn() throws IOException {
    Path x = file("x.npy", NpyBytes.of("|u1", false, "2, 1", new byte[2]));
    Path column = file("y.npy", NpyBytes.of("<u2", false, "2, 1", values("<u2", 1, 0)));
    assertThat(NpyExamples.read("set", x, Optional.of(column)).labels()).containsExactly(1, 0);
    Path two = file("z.npy", NpyBytes.of("<u2", false, "2, 2", values("<u2", 1, 0, 1, 0)));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> NpyExamples.read("set", x, Optional.of(two)))
        .withMessage(two + ": expected one label per example, [N] or [N, 1], found 2x2");
  }

  @Test
  void channelsMayComeFirstOrLast() throws IOException {
    byte[] values = {1, 2, 3, 4, 5, 6};
    Path last = file("last.npy", NpyBytes.of("|u1", false, "1, 1, 2, 3", values));
    Dataset dataset = NpyExamples.read("set", last, Optional.empty());
    assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 2, 3));
    assertThat(dataset.bytes(0)).containsExactly(1, 4, 2, 5, 3, 6);
    Path first = file("first.npy", NpyBytes.of("|u1", false, "1, 3, 1, 2", values));
    assertThat(NpyExamples.read("set", first, Optional.empty()).bytes(0)).containsExactly(values);
    Path none = file("none.npy", NpyBytes.of("|u1", false, "1, 2, 3, 1", values));
    assertThat(NpyExamples.read("set", none, Optional.empty()).shape())
        .isEqualTo(ImageShape.grey(2, 3));
  }

  @Test
  void recordReaderWorksInDl4j() throws Exception {
    Path x = file("x.npy", NpyBytes.of("<f4", false, "3, 2", values("<f4", 1, 2, 3, 4, 5, 6)));
    Path y = file("y.npy", NpyBytes.of("<i8", false, "3,", values("<i8", 0, 2, 1)));
    NpyRecordReader reader = NpyRecordReader.withLabels(y.toFile());
    reader.initialize(new FileSplit(x.toFile()));
    DataSet batch = new RecordReaderDataSetIterator(reader, 3, 1, 3).next();
    assertThat(batch.getFeatures().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}, {5, 6}});
    assertThat(batch.getLabels().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}});
    NpyRecordReader unlabelled = new NpyRecordReader();
    unlabelled.initialize(new FileSplit(x.toFile()));
    DataSet same = new RecordReaderDataSetIterator(unlabelled, 2).next();
    assertThat(same.getLabels()).isSameAs(same.getFeatures());
    unlabelled.reset();
    assertThat(unlabelled.loadFromMetaData(unlabelled.nextRecord().getMetaData()).getRecord())
        .hasSize(1);
  }
}
