package org.vae4j.datasets.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.vae4j.datasets.tables.TableText.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.faults.BadDataException;

/** Tables read as they were understood, and others of the same columns. */
class TableReaderTest {
  private static final String[] CITIES = {"Oslo", "Rome", "Bonn"};

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** An index, a category, a number with gaps, a date, and labels. */
  private Path people() throws IOException {
    return file(
        "people.csv",
        table(
            ",city,height,born,kind",
            30,
            i ->
                "%d,%s,%s,%d.3.1990,%s"
                    .formatted(
                        i,
                        CITIES[i % 3],
                        i == 1 ? "" : 150 + i * .5,
                        1 + i % 28,
                        i % 2 == 0 ? "b" : "a")));
  }

  private static TableGuess guess(Path file) throws IOException {
    return TableGuess.of(file, GivenFormat.NOTHING);
  }

  private static float[] row(Dataset dataset, int example) {
    float[] row = new float[dataset.features()];
    for (int j = 0; j < row.length; j++) {
      row[j] = dataset.value(example, j);
    }
    return row;
  }

  private static void assertRefused(ThrowingCallable reading, Path file, String line) {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(reading)
        .satisfies(e -> assertThat(e.getMessage()).isEqualTo(file + line));
  }

  @Test
  void valuesAreThoseOfTheFile() throws IOException {
    Path file = people();
    Dataset dataset = TableReader.read(file, guess(file).reading(), Optional.of("kind"));
    assertThat(dataset.columns())
        .containsExactly(
            new Column("city", List.of("Bonn", "Oslo", "Rome"), Column.Kind.CATEGORY),
            new Column("height", List.of(), Column.Kind.NUMBER),
            new Column("born", List.of(), Column.Kind.NUMBER));
    // 1990-03-01 is day 7364 since 1970.
    assertThat(row(dataset, 0)).containsExactly(1, 150, 7364);
    assertThat(row(dataset, 1)).containsExactly(2, Float.NaN, 7365);
    assertThat(row(dataset, 2)).containsExactly(0, 151, 7366);
    assertThat(dataset.classNames()).containsExactly("a", "b");
    assertThat(dataset.label(0)).isEqualTo(1);
    assertThat(dataset.label(1)).isEqualTo(0);
  }

  @Test
  void anotherTableMayHaveItsColumnsInAnyOrderAndOthersBeside() throws IOException {
    Path file = people();
    TableReading reading = guess(file).reading();
    List<Column> columns = TableReader.read(file, reading, Optional.of("kind")).columns();
    Path more =
        file("more.csv", "born,remark,height,city\n2.3.1990,x,160.5,Rome\n3.3.1990,y,,Bonn\n");
    Dataset others = TableReader.readMore(more, reading, Optional.of("kind"), columns);
    assertThat(others.columns())
        .extracting(Column::name)
        .containsExactlyElementsOf(columns.stream().map(Column::name).toList());
    assertThat(row(others, 0)).containsExactly(2, 160.5f, 7365);
    assertThat(row(others, 1)).containsExactly(0, Float.NaN, 7366);
  }

  @Test
  void anotherTableIsRefusedByItsLine() throws IOException {
    Path file = people();
    TableReading reading = guess(file).reading();
    List<Column> columns = TableReader.read(file, reading, Optional.of("kind")).columns();
    Path more = file("more.csv", "city,height,born\nRome,1,2.3.1990\nParis,1,2.3.1990\n");
    assertRefused(
        () -> TableReader.readMore(more, reading, Optional.empty(), columns),
        more,
        ", line 3, column 'city': expected one of Bonn, Oslo, Rome, found 'Paris'");
    Path late = file("late.csv", "city,height,born\nRome,1,1990-03-02\n");
    assertRefused(
        () -> TableReader.readMore(late, reading, Optional.empty(), columns),
        late,
        ", line 2, column 'born': expected a date written as d.M.yyyy, found '1990-03-02'");
    Path few = file("few.csv", "city,born\nRome,2.3.1990\n");
    assertRefused(
        () -> TableReader.readMore(few, reading, Optional.empty(), columns),
        few,
        ": expected the columns that the run was trained on, city, height, born, found city, born");
  }

  @Test
  void anotherTableWithoutHeaderHasTheSameColumns() throws IOException {
    Path file = file("numbers.csv", table("0.5,1.5", 20, i -> i * .3 + "," + i * .7));
    TableReading reading = guess(file).reading();
    List<Column> columns = TableReader.read(file, reading, Optional.empty()).columns();
    Path more = file("more.csv", "2.5,3.5\n4.5,5.5\n");
    Dataset others = TableReader.readMore(more, reading, Optional.empty(), columns);
    assertThat(row(others, 1)).containsExactly(4.5f, 5.5f);
  }

  @Test
  void whatIsSaidIsNotGuessed() throws IOException {
    Path file = people();
    GivenFormat given = given("height=left-out", "city=left-out", "born=category");
    TableGuess guess = TableGuess.of(file, given);
    assertThat(guess.reading().columns().stream().map(ColumnReading::written))
        .containsExactly(
            "column1=left-out",
            "city=left-out",
            "height=left-out",
            "born=category",
            "kind=category");
    assertThat(guess.notes())
        .anyMatch(note -> note.startsWith("born: a category, as --columns says"));
    assertThat(guess.missing()).isZero();
    GivenFormat unknown = given("colour=number");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> TableGuess.of(file, unknown))
        .withMessage(
            "--columns: expected columns of %s: column1, city, height, born, kind, found 'colour'",
            file);
  }

  @Test
  void datesThatAreSaidAreLookedAt() throws IOException {
    Path file = people();
    assertThat(TableGuess.of(file, given("born=date")).reading().columns().get(3).written())
        .isEqualTo("born=date:d.M.uuuu");
    assertThat(
            TableGuess.of(file, given("born=date:d.M.uuuu")).reading().columns().get(3).written())
        .isEqualTo("born=date:d.M.uuuu");
    assertRefused(
        () -> TableGuess.of(file, given("city=date")),
        file,
        ", column 'city': expected dates in one of the usual ways (--columns NAME=date:PATTERN says"
            + " another), found 'Oslo'");
  }

  @Test
  void categoryThatIsSaidTakesWhatIsNoNumber() throws IOException {
    String text = table("age,x", 30, i -> (i == 20 ? "old" : 20 + i % 3) + "," + i * .5);
    Path file = file("typo.csv", text);
    TableReading reading = TableGuess.of(file, given("age=category")).reading();
    assertThat(TableReader.read(file, reading, Optional.empty()).columns().get(0).categories())
        .containsExactly("20", "21", "22", "old");
  }

  @Test
  void numberThatIsSaidIsReadSo() throws IOException {
    Path file = file("codes.csv", table("code,x", 30, i -> i % 3 + "," + i * .5));
    TableReading reading = TableGuess.of(file, given("code=count")).reading();
    Dataset dataset = TableReader.read(file, reading, Optional.empty());
    assertThat(dataset.columns().get(0).kind()).isEqualTo(Column.Kind.COUNT);
    Path wrong = file("wrong.csv", "code,x\n1,2\n0.5,3\n");
    assertRefused(
        () -> TableReader.readMore(wrong, reading, Optional.empty(), dataset.columns()),
        wrong,
        ", line 3, column 'code': expected a whole number from 0 on (--columns code=number takes"
            + " any), found '0.5'");
  }

  @Test
  void formatThatIsSaidIsTaken() throws IOException {
    Path file = file("odd.csv", "1;2\n3;4\n5;7\n");
    GivenFormat given =
        new GivenFormat(
            Optional.of(StandardCharsets.ISO_8859_1),
            Optional.of(Separator.SEMICOLON),
            Optional.of(DecimalMark.COMMA),
            Optional.of(true),
            Map.of(),
            Optional.empty(),
            Set.of());
    TableGuess guess = TableGuess.of(file, given);
    assertThat(guess.reading().format())
        .isEqualTo(
            new TableFormat.Text(
                StandardCharsets.ISO_8859_1,
                Separator.SEMICOLON,
                DecimalMark.COMMA,
                true,
                Set.of()));
    assertThat(guess.rows()).isEqualTo(2);
  }

  @Test
  void labelsMayBeSaidByIndexAndHaveNoGaps() throws IOException {
    Path file = people();
    GivenFormat given = labelled("4");
    TableGuess guess = TableGuess.of(file, given);
    assertThat(guess.notes()).anyMatch(note -> note.contains("kind (the labels)"));
    Path gap = file("gap.csv", Files.readString(file).replace("1.3.1990,b\n", "1.3.1990,\n"));
    assertRefused(
        () -> TableReader.read(gap, guess.reading(), Optional.of("4")),
        gap,
        ", line 2, column 'kind': expected a label, found none");
  }

  private static GivenFormat labelled(String label) {
    return new GivenFormat(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.of(label),
        Set.of());
  }

  private static GivenFormat given(String... columns) {
    Map<String, ColumnReading> readings = new LinkedHashMap<>();
    for (String column : columns) {
      ColumnReading reading = ColumnReading.parse(column);
      readings.put(reading.name(), reading);
    }
    return new GivenFormat(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        readings,
        Optional.empty(),
        Set.of());
  }
}
