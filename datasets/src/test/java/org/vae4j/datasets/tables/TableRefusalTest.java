package org.vae4j.datasets.tables;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.vae4j.datasets.tables.TableText.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.datasets.faults.BadDataException;

/** Files that cannot be understood as a table, each with the one line that says why. */
class TableRefusalTest {
  @TempDir private Path folder;

  private static Stream<Arguments> files() {
    String dates = table("when,x", 30, i -> "%d.3.2024,%s".formatted(1 + i % 28, i * .5));
    String commas = table("a;b", 30, i -> i + ",5;" + i + ",25");
    return Stream.of(
        refused("nothing", "", ": expected rows of a table, found an empty file"),
        refused("blank lines", "\n\n  \n", ": expected rows of a table, found none"),
        refused("a header alone", "a,b,c\n", ": expected rows below the header, found none"),
        refused(
            "a single row",
            "1,2,3\n",
            ": expected several rows, of which a model can learn, found a single one"),
        refused(
            "a single row below a header",
            "a,b\n1,2\n",
            ": expected several rows, of which a model can learn, found a single one"),
        refused(
            "binary junk",
            "\u0001\u0002\u00ff\u0000junk",
            ": expected data of a known kind: idx, npy, npz, amat, a folder of images, or a table"
                + " as text or Parquet, found a control character at byte 0"),
        refused(
            "a row too short",
            "a,b,c\n1,2,3\n4,5,6\n7,8\n9,1,2\n",
            ", line 4: expected 3 cells with commas between them, as in the first row, found 2"),
        refused(
            "a row too long at the end of a table of tabs",
            "a\tb\n1\t2\n4\t5\n7\t8\n9\t1\t2\n",
            ", line 5: expected 2 cells with tabs between them, as in the first row, found 3"),
        refused(
            "a row too long below a quoted cell of two lines",
            "a,b\n\"x\ny\",2\n4,5\n7,8,9\n1,2\n",
            ", line 5: expected 2 cells with commas between them, as in the first row, found 3"),
        refused(
            "a quote that does not end",
            "a,b\n1,\"2\n3,4\n",
            ", line 2: expected a quote that ends, found none up to the end of the file"),
        refused(
            "a typo in a column of numbers",
            table("age,x", 30, i -> (i == 20 ? "seventy" : 20 + i) + "," + i * .5),
            ", line 22, column 'age': expected a number, as in 29 other rows (mend it or empty the"
                + " cell; --missing-words seventy takes it for empty, --columns age=left-out leaves the"
                + " column out), found 'seventy'"),
        refused(
            "a typo in a column of numbers with commas",
            commas.replace("\n20,5", "\nzwanzig"),
            ", line 22, column 'a': expected a number, as in 29 other rows (mend it or empty the"
                + " cell; --missing-words zwanzig takes it for empty, --columns a=left-out leaves the"
                + " column out), found 'zwanzig'"),
        refused(
            "a point in a column of commas",
            commas.replace("\n20,5", "\n20.5"),
            ", line 22, column 'a': expected a number, as in 29 other rows (mend it or empty the"
                + " cell; --missing-words 20.5 takes it for empty, --columns a=left-out leaves the"
                + " column out), found '20.5'"),
        refused(
            "a number that is endless",
            table("a,b", 30, i -> (i == 3 ? "inf" : i * .3) + "," + i * .5),
            ", line 5, column 'a': expected a number, as in 29 other rows (mend it or empty the"
                + " cell; --missing-words inf takes it for empty, --columns a=left-out leaves the"
                + " column out), found 'inf'"),
        refused(
            "a date that is none",
            dates.replace("\n13.3.2024", "\n00.00.0000"),
            ", line 14, column 'when': expected a date written as d.M.yyyy, as in 29 other rows"
                + " (mend it or empty the cell; --missing-words 00.00.0000 takes it for empty, --columns"
                + " when=left-out leaves the column out), found '00.00.0000'"),
        refused(
            "nothing to learn from",
            table(",name,site", 30, i -> i + ",n" + i + ",7"),
            ": expected a column to learn from (--columns NAME=KIND says what one is), found none"
                + " (text that is free, and what differs in each row, cannot be learned from):"
                + " left out are column1 (an index), name (an identifier: nearly all values"
                + " differ), site (always '7')"));
  }

  private static Arguments refused(String name, String text, String line) {
    return Arguments.of(name, text, line);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isRefusedInOneLine(String name, String text, String line) throws IOException {
    Path file = Files.write(folder.resolve("table.csv"), text.getBytes(ISO_8859_1));
    assertThatExceptionOfType(BadDataException.class)
        .as(name)
        .isThrownBy(() -> TableGuess.of(file, GivenFormat.NOTHING))
        .satisfies(e -> assertThat(e.getMessage()).isEqualTo(file + line));
  }
}
