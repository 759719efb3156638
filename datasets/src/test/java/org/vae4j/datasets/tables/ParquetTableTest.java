package org.vae4j.datasets.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.parquet.WrittenParquet;

/** A Parquet file is the table that a CSV file of the same values is. */
class ParquetTableTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message people { required int64 id; optional double height; required int32 visits;"
              + " required boolean member; optional binary city (UTF8);"
              + " required int32 born (DATE); required int64 seen (TIMESTAMP_MICROS);"
              + " required int64 paid (DECIMAL(12,2)); required float far;"
              + " required binary kind (UTF8); optional group tags { required int32 n; } }");

  private static final String HEADER =
      "id,height,visits,member,city,born,seen,paid,far,kind,tags\n";

  private static final String[] CITIES = {"Oslo", "Rome", "Bonn"};
  private static final LocalDate BORN = LocalDate.of(1990, 3, 1);
  private static final LocalDateTime SEEN = LocalDateTime.of(2024, 1, 31, 23, 0, 1);
  private static final int ROWS = 300;

  @TempDir private Path folder;
  private Path parquet;
  private Path csv;

  /** An index, and a column of each kind; heights and cities have gaps. */
  @BeforeEach
  void writeBoth() throws IOException {
    List<Group> groups = new ArrayList<>();
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < ROWS; i++) {
      double height = 150 + i * 7 % 50 + 0.1;
      int visits = i % 11 * (i % 3) / 4;
      float far = i == 5 ? 1e7f : 0.1f * (i % 40);
      LocalDate born = BORN.plusDays(i * 31L % 9000);
      LocalDateTime seen = SEEN.plusMinutes(i * 997L);
      Group group = new SimpleGroup(SCHEMA).append("id", (long) i);
      if (i % 10 != 0) {
        group.append("height", height);
      }
      group.append("visits", visits).append("member", i % 4 == 0);
      if (i % 9 != 0) {
        group.append("city", CITIES[i % 3]);
      }
      group
          .append("born", (int) born.toEpochDay())
          .append("seen", seen.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + 250_000)
          .append("paid", i * 37L % 1000)
          .append("far", far)
          .append("kind", i % 2 == 0 ? "b" : "a");
      groups.add(group);
      text.append(
          "%d,%s,%d,%s,%s,%s,%s,%.2f,%s,%s,\n"
              .formatted(
                  i,
                  i % 10 == 0 ? "" : height,
                  visits,
                  i % 4 == 0,
                  i % 9 == 0 ? "" : CITIES[i % 3],
                  born,
                  seen.toString().replace('T', ' '),
                  i * 37 % 1000 / 100.0,
                  far,
                  i % 2 == 0 ? "b" : "a"));
    }
    WrittenParquet some =
        new WrittenParquet(WrittenParquet.USUAL.codec(), WrittenParquet.USUAL.version(), 128, true);
    parquet = some.write(folder.resolve("people.parquet"), SCHEMA, groups);
    csv = Files.writeString(folder.resolve("people.csv"), text);
  }

  private static Dataset read(Path file, Optional<String> label) throws IOException {
    return TableReader.read(file, TableGuess.of(file, given(Map.of(), label)).reading(), label);
  }

  private static GivenFormat given(Map<String, ColumnReading> columns, Optional<String> label) {
    return new GivenFormat(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        columns,
        label,
        Set.of());
  }

  private static float[] values(Dataset dataset) {
    float[] values = new float[dataset.size() * dataset.features()];
    for (int i = 0; i < values.length; i++) {
      values[i] = dataset.value(i / dataset.features(), i % dataset.features());
    }
    return values;
  }

  private static void assertSame(Dataset found, Dataset expected) {
    assertThat(found.columns()).isEqualTo(expected.columns());
    // To the bit, gaps among them.
    assertThat(values(found)).isEqualTo(values(expected));
    assertThat(found.hasLabels()).isEqualTo(expected.hasLabels());
    if (expected.hasLabels()) {
      assertThat(found.labels()).isEqualTo(expected.labels());
      assertThat(found.classNames()).isEqualTo(expected.classNames());
    }
  }

  @Test
  void isTheTableOfTheCsvFile() throws IOException {
    for (Optional<String> label : List.of(Optional.<String>empty(), Optional.of("kind"))) {
      Dataset table = read(parquet, label);
      assertThat(table.size()).isEqualTo(ROWS);
      assertThat(table.hasMissing()).isTrue();
      assertSame(table, read(csv, label));
    }
  }

  @Test
  void whatIsUnderstoodIsTold() throws IOException {
    TableGuess guess = TableGuess.of(parquet, GivenFormat.NOTHING);
    List<ColumnReading> columns = guess.reading().columns();
    assertThat(columns.stream().map(ColumnReading::written))
        .containsExactly(
            "id=left-out",
            "height=number",
            "visits=count",
            "member=category",
            "city=category",
            "born=date:uuuu-M-d",
            "seen=date:uuuu-M-d H:mm:ss",
            "paid=number",
            "far=heavy-tailed",
            "kind=category",
            "tags=left-out");
    assertThat(guess.notes()).startsWith("a table of 300 rows and 11 columns: Parquet");
    assertThat(String.join("\n", guess.notes()))
        .contains(
            "born: a date, yyyy-M-d, in days since 1970-01-01",
            "left out: id (an index), tags (nested)");
    assertThat(guess.rows()).isEqualTo(ROWS);
    assertThat(guess.missing())
        .isEqualTo(TableGuess.of(csv, GivenFormat.NOTHING).missing())
        .isPositive();
  }

  @Test
  void columnsMayBeSaid() throws IOException {
    Map<String, ColumnReading> said =
        Map.of("visits", new ColumnReading("visits", ColumnKind.NUMBER));
    for (Path file : List.of(parquet, csv)) {
      assertThat(TableGuess.of(file, given(said, Optional.empty())).reading().columns())
          .contains(new ColumnReading("visits", ColumnKind.NUMBER));
    }
  }

  @Test
  void whatIsSaidOfEveryColumnIsNotGuessed() throws IOException {
    TableGuess guess = TableGuess.of(parquet, GivenFormat.NOTHING);
    Map<String, ColumnReading> all = new HashMap<>();
    guess.reading().columns().forEach(column -> all.put(column.name(), column));
    assertThat(TableReading.said(parquet, given(all, Optional.empty()))).contains(guess.reading());
    assertThat(TableReading.said(parquet, GivenFormat.NOTHING)).isEmpty();
  }

  /** The one is read as the other was understood. */
  @Test
  void eachMayFollowTheOther() throws IOException {
    for (List<Path> files : List.of(List.of(parquet, csv), List.of(csv, parquet))) {
      TableReading first = TableGuess.of(files.get(0), GivenFormat.NOTHING).reading();
      Dataset trained = TableReader.read(files.get(0), first, Optional.empty());
      Path second = files.get(1);
      TableReading reading =
          new TableReading(TableFormat.of(second, GivenFormat.NOTHING), first.columns());
      assertSame(
          TableReader.readMore(second, reading, Optional.empty(), trained.columns()), trained);
    }
  }

  private static void assertRefused(ThrowingCallable reading, String line) {
    assertThatExceptionOfType(BadDataException.class).isThrownBy(reading).withMessage(line);
  }

  @Test
  void nestedColumnsCannotBeSaid() {
    Map<String, ColumnReading> said = Map.of("tags", new ColumnReading("tags", ColumnKind.NUMBER));
    assertRefused(
        () -> TableGuess.of(parquet, given(said, Optional.empty())),
        "--columns tags=number: expected a column with one value a row, found nested in "
            + parquet);
  }

  @Test
  void whatIsSaidOfTextIsRefused() {
    GivenFormat given =
        new GivenFormat(
            Optional.of(StandardCharsets.UTF_8),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Set.of());
    assertRefused(
        () -> TableGuess.of(parquet, given),
        "--encoding, --separator, --decimal and --header: expected a table as text, found "
            + parquet
            + ", which is Parquet (leave them out)");
  }

  @Test
  void placesAreRows() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType("message t { required binary x (UTF8); }");
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      groups.add(new SimpleGroup(schema).append("x", i == 16 ? "many" : i * 0.5 + ""));
    }
    Path file = WrittenParquet.USUAL.write(folder.resolve("x.parquet"), schema, groups);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> TableGuess.of(file, GivenFormat.NOTHING))
        .withMessageStartingWith(
            file + ", row 17, column 'x': expected a number, as in 39 other rows")
        .withMessageEndingWith("found 'many'");
    TableReading reading =
        new TableReading(
            new TableFormat.Parquet(), List.of(new ColumnReading("x", ColumnKind.NUMBER)));
    assertRefused(
        () -> TableReader.read(file, reading, Optional.empty()),
        file
            + ", row 17, column 'x': expected a number (--columns x=category takes text),"
            + " found 'many'");
  }

  @Test
  void noRowsAreRefused() throws IOException {
    Path file = WrittenParquet.USUAL.write(folder.resolve("none.parquet"), SCHEMA, List.of());
    assertRefused(
        () -> TableGuess.of(file, GivenFormat.NOTHING),
        file + ": expected rows below the header, found none");
  }
}
