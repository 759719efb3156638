package org.vae4j.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentCsvTest {
  private static final double[][] CODES = {{0.5, -1}, {2e-3, 3}};

  @TempDir private Path folder;

  private double[][] read(String text, int latentSize) throws IOException {
    return LatentCsv.read(Files.writeString(folder.resolve("codes.csv"), text), latentSize);
  }

  /** The same two codes, however they are written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.5,-1\n2e-3,3\n",
        "z1,z2\n0.5,-1\n2e-3,3",
        "z2,z1\n-1,0.5\n3,2e-3\n",
        "z1,z2,label\n0.5,-1,3\n2e-3,3,3\n",
        "index,label,z1,z2\n0,seven,0.5,-1\n1,\"a, \"\"b\"\"\",2e-3,3\n",
        "z1,label,z2\n0.5,9,-1\n2e-3,9,3\n",
        "\"\",\"z1\",\"z2\"\n\"1\",0.5,-1\n\"2\",0.002,3\n", // R's write.csv
        "\ufeffz1,z2\r\n0.5,-1\r\n2e-3,3\r\n", // a spreadsheet's
        "\ufeff0.5,-1\n2e-3,3\n",
        "\n0.5, -1\n\n 2e-3,3\n\n",
      })
  void readsTheColumnsByName(String text) throws IOException {
    assertThat(read(text, 2)).isDeepEqualTo(CODES);
  }

  @Test
  void moreThanNineUnitsAreInTheOrderOfTheirNumbers() throws IOException {
    assertThat(read("z1,z2,z3,z4,z5,z6,z7,z8,z9,z10\n1,2,3,4,5,6,7,8,9,10\n", 10))
        .isDeepEqualTo(new double[][] {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}});
  }

  @Test
  void refusesOtherColumns() {
    for (String header : new String[] {"z1,label", "z1,z2,z3", "z1,z1", "z0,z1", "z2,z3"}) {
      assertRefused(
          header + "\n1,2\n",
          "line 1: expected columns z1 to z2, as many as the model has latent units, once each,"
              + " found 'z");
    }
    assertRefused(
        "1,2,3\n",
        "line 1: expected 2 numbers, as many as the model has latent units, or a header with z1 to"
            + " z2, found 3");
    assertRefused("1,2\n1\n", "line 2: expected 2 numbers");
    assertRefused("z1,z2,label\n1,2\n", "line 2: expected 3 cells, as in the header, found 2");
  }

  @Test
  void countsBlankLines() {
    assertRefused("z1,z2\n\n1,2\n\n\n1,x\n", "line 6, column 2: expected a number, found 'x'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x1p3", "1d", "1f", "NaN", "Infinity", "1e99", "", "1_0", "١"})
  void refusesWhatIsNoFiniteDecimalNumber(String cell) {
    assertRefused("1,2\n1," + cell + "\n", "line 2, column 2: expected a number");
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text, 2))
        .hasMessageStartingWith(folder.resolve("codes.csv") + ", " + message);
  }
}
