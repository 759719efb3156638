package org.vae4j.datasets.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.datavec.api.transform.MathOp;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.datasets.ClassNames;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.idx.IdxBytes;

class CsvExamplesTest {
  private static final CsvExamples PLAIN =
      new CsvExamples(Optional.empty(), Optional.empty(), MissingValues.REFUSE);

  private static final Schema SCHEMA =
      new Schema.Builder()
          .addColumnDouble("age", 0.0, 120.0)
          .addColumnCategorical("colour", "red", "green")
          .addColumnInteger("count")
          .addColumnString("kind")
          .build();

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text.replace(';', '\n'));
  }

  private static CsvExamples labelled(String column) {
    return new CsvExamples(Optional.empty(), Optional.of(column), MissingValues.REFUSE);
  }

  private static CsvExamples described(MissingValues missing) {
    return new CsvExamples(Optional.of(CsvSchema.of(SCHEMA)), Optional.of("kind"), missing);
  }

  /** The rows of both parts of a file, which a seeded split would mix. */
  private static Dataset whole(CsvExamples examples, Path file) throws IOException {
    return examples.read(file, file).train();
  }

  private static float[] row(Dataset dataset, int example) {
    float[] row = new float[dataset.features()];
    for (int i = 0; i < row.length; i++) {
      row[i] = dataset.value(example, i);
    }
    return row;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2;3,4            | 0, 1",
        "a,b;1,2;3,4        | a, b",
        "'a','b';1,2;'3',4; | a, b",
        "\ufeffa,b;1,2;3,4  | a, b",
        " a , b ;1, 2;;3,4;;| a, b",
      },
      quoteCharacter = '`')
  void readsWithAndWithoutHeader(String text, String names) throws IOException {
    Dataset dataset = whole(PLAIN, file(text.replace('\'', '"')));
    assertThat(dataset.size()).isEqualTo(2);
    assertThat(dataset.columns().stream().map(Column::name).toList())
        .isEqualTo(List.of(names.split(", ")));
    assertThat(row(dataset, 0)).containsExactly(1, 2);
    assertThat(row(dataset, 1)).containsExactly(3, 4);
    assertThat(dataset.hasLabels()).isFalse();
  }

  @Test
  void labelsGoByNameOrIndexAndAreSorted() throws IOException {
    Path file = file("x,kind,y;1,b,2;3,a,4;5,b,6");
    for (String column : new String[] {"kind", "1"}) {
      Dataset dataset = whole(labelled(column), file);
      assertThat(dataset.classNames()).containsExactly("a", "b");
      assertThat(dataset.labels()).containsExactly(1, 0, 1);
      assertThat(row(dataset, 2)).containsExactly(5, 6);
    }
    assertThat(whole(labelled("0"), file("10,1;9,1;10,1")).classNames()).containsExactly("9", "10");
  }

  @Test
  void schemaSaysWhatColumnsAre() throws IOException {
    Dataset dataset =
        whole(
            described(MissingValues.REFUSE),
            file("age,colour,count,kind;30.5,green,7,a;120,red,-1,b"));
    assertThat(dataset.columns())
        .containsExactly(
            Column.numeric("age"),
            new Column("colour", List.of("red", "green")),
            Column.numeric("count"));
    assertThat(row(dataset, 0)).containsExactly(30.5f, 1, 7);
    assertThat(row(dataset, 1)).containsExactly(120, 0, -1);
    Path json = Files.writeString(folder.resolve("s.json"), SCHEMA.toJson());
    Path yaml = Files.writeString(folder.resolve("s.yaml"), SCHEMA.toYaml());
    assertThat(CsvSchema.read(json).columns()).isEqualTo(SCHEMA.getColumnMetaData());
    assertThat(CsvSchema.read(yaml).columns()).isEqualTo(SCHEMA.getColumnMetaData());
  }

  @Test
  void transformProcessMakesColumns() throws IOException {
    TransformProcess process =
        new TransformProcess.Builder(SCHEMA)
            .doubleMathOp("age", MathOp.Divide, 10)
            .categoricalToOneHot("colour")
            .removeColumns("count")
            .build();
    Path file = Files.writeString(folder.resolve("tp.json"), process.toJson());
    CsvExamples examples =
        new CsvExamples(
            Optional.of(CsvSchema.read(file)), Optional.of("kind"), MissingValues.REFUSE);
    Dataset dataset = whole(examples, file("30.5,green,7,a;20,red,0,b"));
    assertThat(dataset.columns().stream().map(Column::name))
        .containsExactly("age", "colour[red]", "colour[green]");
    assertThat(row(dataset, 0)).containsExactly(3.05f, 0, 1);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(examples, file("30.5,green,7,a;old,red,0,b")))
        .withMessageContaining("table.csv, line 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "``          | : expected rows, found an empty file",
        "age,colour,count,kind | : expected rows of numbers, found none",
        "1,red,2     | , line 1: expected 4 values, found 3",
        "1,red,2,a;1,red,2,a,9 | , line 2: expected 4 values, found 5",
        "old,red,2,a | , line 1, column 'age': expected a number, found 'old'",
        "130,red,2,a | , line 1, column 'age': expected a number from 0.0 to 120.0, found '130'",
        "1,pink,2,a  | , line 1, column 'colour': expected one of red, green, found 'pink'",
        "1,red,2.5,a | , line 1, column 'count': expected an integer, found '2.5'",
        ",red,2,a    | , line 1, column 'age': expected a value (--missing impute",
        "NaN,red,2,a | , line 1, column 'age': expected a value (--missing impute",
        "1,?,2,a     | , line 1, column 'colour': expected a value (--missing impute",
        "1,red,2,?   | , line 1, column 'kind': expected a label, found '?', which stands for none",
        "Age,colour,count,kind;1,red,2,a | , line 1: expected the schema's names as a header, "
            + "'age,colour,count,kind', found 'Age,colour,count,kind'",
        "colour,age,count,kind;red,1,2,a | , line 1: expected the schema's names as a header, ",
        "1,red,2,    | , line 1, column 'kind': expected a label, found none",
        "1e99,red,2,a | , line 1, column 'age': expected a number that a float holds",
        "\"1,red,2,a | , line 1: expected a quoted value to end on its line",
      },
      quoteCharacter = '`')
  void refusesWithLineAndColumn(String text, String message) throws IOException {
    Path file = file(text);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(described(MissingValues.REFUSE), file))
        .withMessageStartingWith(file.toString() + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2;3,x    | , line 2, column '1': expected a number "
            + "(--schema FILE can make it a column of categories), found 'x'",
        "a,b;x,1    | , line 2, column 'a': expected a number ",
        "1,2;3,4$5  | , line 2, column '1': expected a number, cells apart by commas, found '4;5' with ';'",
        "1,2;3,4%5  | , line 2, column '1': expected a number, cells apart by commas, found '4?5' with a tab",
        "a$b;1$2    | , line 1: expected cells apart by commas, found one cell with ';'",
        "1%2;3%4    | , line 1: expected cells apart by commas, found one cell with a tab",
      })
  void refusesTextWithoutASchema(String text, String message) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("table.csv"),
            text.replace(';', '\n').replace('$', ';').replace('%', '\t'));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(PLAIN, file))
        .withMessageStartingWith(file + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "label,1x1,1x2;7,0,1;3,1,2      | label | 1x1, 1x2",
        ",age,size;0,1,2;1,3,4          |       | , age, size",
        "id,2019,2020;1,2,3;4,5,6       |       | id, 2019, 2020",
        "kind,0,1;a,2,3;b,4,5           | kind  | 0, 1",
        "a,1,2;b,3,4                    | 0     | 1, 2",
        "1,,2;4,5,6                     | 0     | 1, 2",
        "?,1;2,3                        |       | 0, 1",
        "1e3,.5;2,3                     |       | 0, 1",
      })
  void headerIsTextAboveNumbers(String text, String label, String names) throws IOException {
    CsvExamples examples =
        new CsvExamples(Optional.empty(), Optional.ofNullable(label), MissingValues.IMPUTE);
    Dataset dataset = whole(examples, file(text));
    assertThat(dataset.size()).isEqualTo(2);
    assertThat(dataset.columns().stream().map(Column::name).toList())
        .isEqualTo(List.of(names.split(", ", -1)));
  }

  @Test
  void headerIsAskedFor() throws IOException {
    Path file = file("1,2;3,4");
    Dataset named =
        whole(
            new CsvExamples(Optional.empty(), Optional.empty(), MissingValues.REFUSE, Header.YES),
            file);
    assertThat(named.columns()).containsExactly(Column.numeric("1"), Column.numeric("2"));
    assertThat(row(named, 0)).containsExactly(3, 4);
    CsvExamples none =
        new CsvExamples(Optional.empty(), Optional.empty(), MissingValues.REFUSE, Header.NO);
    assertThat(whole(none, file).size()).isEqualTo(2);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(none, file("a,b;3,4")))
        .withMessageContaining("line 1, column '0': expected a number");
    CsvExamples described =
        new CsvExamples(
            Optional.of(CsvSchema.of(SCHEMA)),
            Optional.of("kind"),
            MissingValues.REFUSE,
            Header.YES);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(described, file("1,red,2,a;1,red,2,a")))
        .withMessageContaining("line 1: expected the schema's names as a header");
  }

  private static CsvExamples sorted(MissingValues missing) {
    Schema schema =
        new Schema.Builder()
            .addColumnDouble("x")
            .addColumnCategorical("grade", "low", "high", "NA")
            .build();
    return new CsvExamples(Optional.of(CsvSchema.of(schema)), Optional.of("grade"), missing);
  }

  @Test
  void labelsAreCategoriesInTheSchemasOrder() throws IOException {
    Dataset dataset = whole(sorted(MissingValues.REFUSE), file("1,high;2,NA;3,low"));
    assertThat(dataset.classNames()).containsExactly("low", "high", "NA");
    assertThat(dataset.labels()).containsExactly(1, 2, 0);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(sorted(MissingValues.IMPUTE), file("1,high;2,hihg")))
        .withMessageContaining(
            "line 2, column 'grade': expected one of low, high, NA, found 'hihg'");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(sorted(MissingValues.IMPUTE), file("1,high;2,?")))
        .withMessageContaining("line 2, column 'grade': expected a label, found '?'");
  }

  /** By the square of their number, a look for each class would take 10¹⁰ steps. */
  @Test
  void classesMayBeManyButNotOneForEachRow() throws IOException {
    Path file = folder.resolve("x.csv");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ClassNames.MOST; i++) {
      lines.add(i + ",c" + i);
      lines.add(i + ",c" + i);
    }
    Files.write(file, lines);
    Dataset dataset = whole(labelled("1"), file);
    assertThat(dataset.classNames()).hasSize(ClassNames.MOST);
    assertThat(dataset.classNames().get(dataset.label(2 * 777))).isEqualTo("c777");
    assertThat(dataset.withClassNames(dataset.classNames()).labels()).isEqualTo(dataset.labels());
    Files.writeString(file, "0,c\n", StandardOpenOption.APPEND);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(labelled("1"), file))
        .withMessage(
            file
                + ", line 131073: expected at most 65536 classes in the column of labels, found more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"N/A", "NULL", "None", "n/a", "NaN", "<NA>", "#N/A", "-nan", "?"})
  void missingIsWhatPandasTakesForIt(String text) throws IOException {
    Dataset dataset =
        whole(described(MissingValues.IMPUTE), file("1,%s,2,a;%<s,red,2,b".formatted(text)));
    assertThat(row(dataset, 0)).containsExactly(1, Float.NaN, 2);
    assertThat(row(dataset, 1)).containsExactly(Float.NaN, 0, 2);
  }

  @Test
  void otherBytesThanUtf8AreRefused() throws IOException {
    Path file =
        Files.write(folder.resolve("x.csv"), "1,\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(PLAIN, file))
        .withMessageContaining("expected text in UTF-8");
  }

  @Test
  void gzipIsUnpackedAndACutOffOneRefused() throws IOException {
    byte[] whole = IdxBytes.gzip("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(folder.resolve("x.csv.gz"), whole);
    assertThat(whole(PLAIN, file).size()).isEqualTo(2);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(PLAIN, file))
        .withMessageContaining("whole gzip data");
  }

  /** A decoder that runs ahead would tell of the first line that it has not given out yet. */
  @Test
  void damageIsNamedByItsLine() throws IOException {
    StringBuilder text = new StringBuilder();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 5000; i++) {
      text.append(random.nextInt(1 << 20)).append(",1\n");
    }
    byte[] whole = IdxBytes.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("x.csv.gz");
    int last = 0;
    for (int part : new int[] {1, 2, 3}) {
      byte[] cut = Arrays.copyOf(whole, whole.length * part / 4);
      Files.write(file, cut);
      int lines = linesWithin(cut);
      assertThat(lines).isGreaterThan(last);
      last = lines;
      assertThatExceptionOfType(BadDataException.class)
          .isThrownBy(() -> whole(PLAIN, file))
          .withMessageStartingWith(file + ", line " + (lines + 1) + ": expected whole gzip data");
    }
    text.append("\u00e9,1\n");
    Files.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(PLAIN, file))
        .withMessage(file + ", line 5001: expected text in UTF-8, found other bytes");
  }

  /** How many lines end in what can be unpacked of a gzip file that was cut off. */
  private static int linesWithin(byte[] gzip) throws IOException {
    int lines = 0;
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      for (int next = unpacked.read(); next >= 0; next = unpacked.read()) {
        lines += next == '\n' ? 1 : 0;
      }
    } catch (EOFException e) {
      return lines;
    }
    throw new AssertionError("the file is whole");
  }

  @ParameterizedTest
  @CsvSource({"'1,2\r3,4\r'", "'1,2\r\n3,4'", "'1,2\r\n\r\n3,4\n\n'", "'\n1,2\n3,4\r\n'"})
  void linesEndInAnyWay(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), text.translateEscapes());
    assertThat(whole(PLAIN, file).size()).isEqualTo(2);
  }

  @Test
  void backslashIsALetter() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.csv"), "1,a\\b\n2,ab\n3,\"a\\\\b\"\n4,\"a\"\"b, c\\\"\n");
    assertThat(whole(labelled("1"), file).classNames())
        .containsExactly("a\"b, c\\", "a\\\\b", "a\\b", "ab");
  }

  /** What would be tried again from each digit on takes 10¹² steps. */
  @Test
  void longCellIsNoNumberInOneLook() throws IOException {
    Path file = file("1,2;" + "1".repeat(1 << 21) + "x,2");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(PLAIN, file))
        .withMessageStartingWith(file + ", line 2, column '0': expected a number");
  }

  /** What to fill in is for the training part to tell, which only a later split makes. */
  @Test
  void missingValuesStayMissing() throws IOException {
    Path train = file("10,green,1,a;20,green,2,a;,red,6,b;NA,?,null,b");
    Path test = Files.writeString(folder.resolve("test.csv"), ",,nan,a\n100,red,100,c\n");
    DatasetSplits splits = described(MissingValues.IMPUTE).read(train, test);
    assertThat(splits.train().hasMissing()).isTrue();
    assertThat(row(splits.train(), 2)).containsExactly(Float.NaN, 0, 6);
    assertThat(row(splits.train(), 3)).containsOnly(Float.NaN);
    assertThat(row(splits.test(), 0)).containsOnly(Float.NaN);
    assertThat(splits.train().classNames())
        .isEqualTo(splits.test().classNames())
        .containsExactly("a", "b", "c");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> splits.train().reader().read(2, 0, new float[3], 0))
        .withMessage(
            train
                + ", example 2, column 'age': expected a value, or an Imputation to fill it in, found none");
  }

  @Test
  void columnsOfTheFilesHaveToBeTheSame() throws IOException {
    Path test = Files.writeString(folder.resolve("test.csv"), "a,c\n1,2\n");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> PLAIN.read(file("a,b;1,2"), test))
        .withMessageContaining("test.csv: expected the 2 columns of");
  }

  @Test
  void schemaThatIsNoneIsRefused() throws IOException {
    for (String text : new String[] {"", "{", "{}", "a: [", "{\"@class\":\"java.io.File\"}"}) {
      Path file = Files.writeString(folder.resolve("schema.json"), text);
      assertThatExceptionOfType(BadDataException.class)
          .as(text)
          .isThrownBy(() -> CsvSchema.read(file))
          .withMessageContaining("schema.json: expected a DataVec Schema or TransformProcess")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
  }
}
