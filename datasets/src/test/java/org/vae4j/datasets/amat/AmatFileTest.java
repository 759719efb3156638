package org.vae4j.datasets.amat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.idx.IdxBytes;

class AmatFileTest {
  @TempDir Path folder;

  @Test
  void readsPlainAndGzippedRows() throws IOException {
    byte[] text = "1 0 0.5\n  -2e1\t3 .25 \r\n\n".getBytes(StandardCharsets.US_ASCII);
    for (byte[] stored : new byte[][] {text, IdxBytes.gzip(text)}) {
      Dataset rows = AmatFile.read("rows", Files.write(folder.resolve("x.amat"), stored));
      assertThat(rows.size()).isEqualTo(2);
      assertThat(rows.shape()).isEqualTo(ImageShape.grey(1, 3));
      assertThat(rows.hasPixels()).isFalse();
      assertThat(rows.value(0, 2)).isEqualTo(0.5f);
      assertThat(rows.value(1, 0)).isEqualTo(-20f);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''             | expected rows of numbers, found none",
        "1 2;1          | , line 2: expected 2 values as in the first row, found 1",
        "1 2;1 x        | , line 2, number 2: expected a number, found 'x'",
        "1 NaN          | , line 1, number 2: expected a number, found 'NaN'",
        "1 1e99         | , line 1, number 2: expected a number that a float holds, found '1e99'",
        "0x1p3          | expected a number, found '0x1p3'",
      })
  void refusesWithThePlace(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("x.amat"), text.replace(';', '\n'));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> AmatFile.read("rows", file))
        .withMessageStartingWith(file.toString())
        .withMessageContaining(message);
  }

  @Test
  void gzipThatIsCutOffIsRefused() throws IOException {
    byte[] whole = IdxBytes.gzip("1 2 3\n4 5 6\n".getBytes(StandardCharsets.US_ASCII));
    for (int length = 2; length < whole.length; length++) {
      Path file = Files.write(folder.resolve("x.gz"), Arrays.copyOf(whole, length));
      assertThatExceptionOfType(BadDataException.class)
          .isThrownBy(() -> AmatFile.read("rows", file))
          .withMessageStartingWith(file.toString());
    }
  }

  @Test
  void recordReaderGivesRows() throws Exception {
    AmatRecordReader reader = new AmatRecordReader();
    reader.initialize(
        new FileSplit(Files.writeString(folder.resolve("x.amat"), "1 0\n0 1\n").toFile()));
    reader.next();
    assertThat(((NDArrayWritable) reader.next().get(0)).get().toFloatVector())
        .containsExactly(0, 1);
    assertThat(reader.hasNext()).isFalse();
    assertThat(reader.getLabels()).isNull();
  }
}
