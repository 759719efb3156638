package org.vae4j.datasets.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.datavec.api.transform.MathOp;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageDataset;
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
  private static ImageDataset whole(CsvExamples examples, Path file) throws IOException {
    return examples.read(file, file).train();
  }

  private static float[] row(ImageDataset dataset, int example) {
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
    ImageDataset dataset = whole(PLAIN, file(text.replace('\'', '"')));
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
      ImageDataset dataset = whole(labelled(column), file);
      assertThat(dataset.classNames()).containsExactly("a", "b");
      assertThat(dataset.labels()).containsExactly(1, 0, 1);
      assertThat(row(dataset, 2)).containsExactly(5, 6);
    }
    assertThat(whole(labelled("0"), file("10,1;9,1;10,1")).classNames()).containsExactly("9", "10");
  }

  @Test
  void schemaSaysWhatColumnsAre() throws IOException {
    ImageDataset dataset =
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
    ImageDataset dataset = whole(examples, file("30.5,green,7,a;20,red,0,b"));
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
        "130,red,2,a | , line 1, column 'age': expected a value of ",
        "1,pink,2,a  | , line 1, column 'colour': expected one of red, green, found 'pink'",
        "1,red,2.5,a | , line 1, column 'count': expected a value of ",
        ",red,2,a    | , line 1, column 'age': expected a value (--missing impute",
        "NaN,red,2,a | , line 1, column 'age': expected a value (--missing impute",
        "1,?,2,a     | , line 1, column 'colour': expected a value (--missing impute",
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

  @Test
  void textInANumericColumnIsNoHeader() throws IOException {
    Path file = file("1,x;2,3");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> whole(PLAIN, file))
        .withMessage(file + ", line 1, column '1': expected a number, found 'x'");
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

  /** Age: the mean of 10 and 20; colour: green twice; count: of 1, 2 and 6. */
  @Test
  void missingValuesAreImputedFromTrainAlone() throws IOException {
    Path train = file("10,green,1,a;20,green,2,a;,red,6,b;NA,?,null,b");
    Path test = Files.writeString(folder.resolve("test.csv"), ",,nan,a\n100,red,100,c\n");
    DatasetSplits splits = described(MissingValues.IMPUTE).read(train, test);
    assertThat(row(splits.train(), 2)).containsExactly(15, 0, 6);
    assertThat(row(splits.train(), 3)).containsExactly(15, 1, 3);
    assertThat(row(splits.test(), 0)).containsExactly(15, 1, 3);
    assertThat(splits.train().classNames())
        .isEqualTo(splits.test().classNames())
        .containsExactly("a", "b", "c");
    Path none = file(",green,1,a;NA,red,2,b");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> described(MissingValues.IMPUTE).read(none, test))
        .withMessage(none + ", column 'age': expected a value, found none in train");
  }

  @Test
  void anotherFileIsFilledByTheTrainPartOfTheFirst() throws IOException {
    CsvExamples examples =
        new CsvExamples(Optional.empty(), Optional.of("1"), MissingValues.IMPUTE);
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 20).forEach(i -> text.append(i * i).append(i % 2 == 0 ? ",a\n" : ",b\n"));
    Path file = file(text.toString());
    Path other = Files.writeString(folder.resolve("other.csv"), "7,b\n,c\n");
    for (int seed = 0; seed < 3; seed++) {
      ImageDataset train = examples.read(file, 5, seed).train();
      double sum = 0;
      for (int i = 0; i < train.size(); i++) {
        sum += train.value(i, 0);
      }
      ImageDataset read = examples.readOther(file, 5, seed, other);
      assertThat(read.size()).isEqualTo(2);
      assertThat(read.value(0, 0)).isEqualTo(7);
      assertThat(read.value(1, 0)).isEqualTo((float) (sum / 15));
      assertThat(read.classNames().get(read.label(1))).isEqualTo("c");
    }
    Path wide = Files.writeString(folder.resolve("wide.csv"), "7,b,1\n");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> examples.readOther(file, 5, 1, wide))
        .withMessage(wide + ": expected the 1 columns of " + file + ", found 2");
  }

  /** The one value of 1000 goes to one part; the missing one is filled by the mean of train. */
  @Test
  void seededSplitImputesFromItsTrainPart() throws IOException {
    StringBuilder text = new StringBuilder("1000,0\n,1\n");
    IntStream.range(2, 20).forEach(i -> text.append("1,").append(i).append('\n'));
    Path file = file(text.toString());
    CsvExamples examples =
        new CsvExamples(Optional.empty(), Optional.empty(), MissingValues.IMPUTE);
    boolean[] seen = new boolean[2];
    for (int seed = 0; seed < 20; seed++) {
      DatasetSplits splits = examples.read(file, 5, seed);
      assertThat(splits.test().size()).isEqualTo(5);
      double sum = 0;
      int known = 0;
      float filled = Float.NaN;
      boolean outlierInTrain = false;
      for (ImageDataset part : List.of(splits.train(), splits.test())) {
        for (int i = 0; i < part.size(); i++) {
          if (part.value(i, 1) == 1) {
            filled = part.value(i, 0);
          } else if (part == splits.train()) {
            sum += part.value(i, 0);
            known++;
            outlierInTrain |= part.value(i, 0) == 1000;
          }
        }
      }
      assertThat(filled).isEqualTo((float) (sum / known));
      seen[outlierInTrain ? 0 : 1] = true;
    }
    assertThat(seen).containsExactly(true, true);
    assertThat(examples.read(file, 5, 3).test().value(0, 1))
        .isEqualTo(examples.read(file, 5, 3).test().value(0, 1));
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
