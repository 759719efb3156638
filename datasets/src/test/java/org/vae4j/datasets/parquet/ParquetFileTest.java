package org.vae4j.datasets.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.datasets.faults.BadDataException;

/** Files that Apache Parquet's own writer wrote, and damaged ones. */
class ParquetFileTest {
  private static final MessageType TWO =
      MessageTypeParser.parseMessageType(
          "message t { required int64 n; optional binary word (UTF8); }");

  @TempDir private Path folder;

  private static List<List<String>> rows(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (ParquetFile parquet = ParquetFile.open(file)) {
      Optional<List<String>> row = parquet.next();
      while (row.isPresent()) {
        rows.add(row.get());
        row = parquet.next();
      }
    }
    return rows;
  }

  /** A number and a word that comes again, missing in each seventh row. */
  private Path two(WrittenParquet written, int count) throws IOException {
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Group group = new SimpleGroup(TWO).append("n", (long) i);
      groups.add(i % 7 == 0 ? group : group.append("word", "word " + i % 5));
    }
    return written.write(folder.resolve("two.parquet"), TWO, groups);
  }

  private static List<List<String>> twoRows(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> List.of("" + i, i % 7 == 0 ? "" : "word " + i % 5))
        .toList();
  }

  static Stream<Arguments> everyWay() {
    return Stream.of("UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW")
        .map(CompressionCodecName::valueOf)
        .flatMap(
            codec ->
                Arrays.stream(WriterVersion.values())
                    .flatMap(
                        version ->
                            Stream.of(true, false)
                                .map(dictionary -> Arguments.of(codec, version, dictionary))));
  }

  /** 1,000 rows are 3 groups of 7 pages and one of 2. */
  @ParameterizedTest
  @MethodSource("everyWay")
  void isReadHoweverItIsPacked(
      CompressionCodecName codec, WriterVersion version, boolean dictionary) throws IOException {
    Path file = two(new WrittenParquet(codec, version, 310, dictionary), 1000);
    assertThat(rows(file)).isEqualTo(twoRows(1000));
  }

  private static Binary bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Binary.fromConstantByteArray(bytes);
  }

  private String cell(String type, Object value) throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message t { optional " + type + "; }");
    Group group = new SimpleGroup(schema);
    if (value instanceof Integer number) {
      group.add("x", number);
    } else if (value instanceof Long number) {
      group.add("x", number);
    } else if (value instanceof Float number) {
      group.add("x", number);
    } else if (value instanceof Double number) {
      group.add("x", number);
    } else if (value instanceof Boolean bool) {
      group.add("x", bool);
    } else if (value instanceof NanoTime moment) {
      group.add("x", moment);
    } else if (value instanceof Binary binary) {
      group.add("x", binary);
    }
    // Two rows, of which the second is missing.
    Path file =
        WrittenParquet.USUAL.write(
            folder.resolve("cell.parquet"), schema, List.of(group, new SimpleGroup(schema)));
    List<List<String>> rows = rows(file);
    assertThat(rows.get(1)).containsExactly("");
    return rows.get(0).get(0);
  }

  static Stream<Arguments> everyType() {
    int day = (int) LocalDate.of(2024, 2, 29).toEpochDay();
    long second = day * 86_400L + 3_661;
    return Stream.of(
        Arguments.of("int32 x", -7, "-7"),
        Arguments.of("int32 x (INT_8)", -7, "-7"),
        Arguments.of("int32 x (UINT_32)", -1, "4294967295"),
        Arguments.of("int64 x", Long.MIN_VALUE, "-9223372036854775808"),
        Arguments.of("int64 x (UINT_64)", -1L, "18446744073709551615"),
        Arguments.of("float x", 0.1f, "0.1"),
        Arguments.of("double x", 0.1, "0.1"),
        Arguments.of("double x", 3.0, "3.0"),
        Arguments.of("double x", 12345678.0, "12345678.0"),
        Arguments.of("double x", 12345678.25, "12345678.25"),
        Arguments.of("double x", 0.00025, "0.00025"),
        Arguments.of("double x", 1e-7, "1.0E-7"),
        Arguments.of("double x", 1e16, "1.0E16"),
        Arguments.of("double x", Double.NaN, "NaN"),
        Arguments.of("boolean x", true, "true"),
        Arguments.of("boolean x", false, "false"),
        Arguments.of("int32 x (DECIMAL(9,2))", 1230, "12.30"),
        Arguments.of("int64 x (DECIMAL(18,4))", -5L, "-0.0005"),
        Arguments.of("fixed_len_byte_array(3) x (DECIMAL(6,1))", bytes(0xff, 0xff, 0xfe), "-0.2"),
        Arguments.of("binary x (DECIMAL(6,1))", bytes(1, 0), "25.6"),
        Arguments.of("binary x (UTF8)", Binary.fromString(" Åse "), "Åse"),
        Arguments.of("binary x (ENUM)", Binary.fromString("red"), "red"),
        Arguments.of("binary x (JSON)", Binary.fromString("{}"), "{}"),
        Arguments.of("binary x", Binary.fromString("as Impala writes"), "as Impala writes"),
        Arguments.of("int32 x (DATE)", day, "2024-02-29"),
        Arguments.of("int32 x (DATE)", -1, "1969-12-31"),
        Arguments.of("int32 x (TIME_MILLIS)", 3_661_999, "01:01:01"),
        Arguments.of("int64 x (TIME_MICROS)", 3_661_999_999L, "01:01:01"),
        Arguments.of("int64 x (TIMESTAMP_MILLIS)", second * 1000 + 1, "2024-02-29 01:01:01"),
        Arguments.of("int64 x (TIMESTAMP_MICROS)", second * 1_000_000, "2024-02-29 01:01:01"),
        Arguments.of("int64 x (TIMESTAMP_MICROS)", -1L, "1969-12-31 23:59:59"),
        Arguments.of(
            "int64 x (TIMESTAMP(NANOS,false))", second * 1_000_000_000, "2024-02-29 01:01:01"),
        // 2,440,588 is 1970-01-01.
        Arguments.of(
            "int96 x", new NanoTime(2_440_588 + day, 3_661_000_000_000L), "2024-02-29 01:01:01"),
        Arguments.of(
            "fixed_len_byte_array(16) x (UUID)",
            bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255),
            "00010203-0405-0607-0809-0a0b0c0d0eff"),
        // By IEEE 754: 1 + 1/4; the least; and the largest, negative.
        Arguments.of("fixed_len_byte_array(2) x (FLOAT16)", bytes(0, 0x3d), "1.25"),
        Arguments.of("fixed_len_byte_array(2) x (FLOAT16)", bytes(1, 0), "5.9604645E-8"),
        Arguments.of("fixed_len_byte_array(2) x (FLOAT16)", bytes(0xff, 0xfb), "-65504.0"),
        Arguments.of("fixed_len_byte_array(2) x (FLOAT16)", bytes(0, 0x7e), "NaN"));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void isWrittenAsInACsvFile(String type, Object value, String text) throws IOException {
    assertThat(cell(type, value)).isEqualTo(text);
  }

  @Test
  void whatHasNoSingleValueIsNamed() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message t { required int32 n; repeated int32 several;"
                + " optional group point { required double x; }"
                + " optional group tags (LIST) { repeated group list {"
                + " optional binary element (UTF8); } }"
                + " optional binary picture; optional fixed_len_byte_array(12) gap (INTERVAL); }");
    Group group = new SimpleGroup(schema).append("n", 1).append("several", 1).append("several", 2);
    group.addGroup("point").append("x", 0.5);
    group.addGroup("tags").addGroup("list").append("element", "a");
    group.append("picture", bytes(0x89, 0x50));
    Path file =
        WrittenParquet.USUAL.write(folder.resolve("nested.parquet"), schema, List.of(group, group));
    try (ParquetFile parquet = ParquetFile.open(file)) {
      assertThat(parquet.names())
          .containsExactly("n", "several", "point", "tags", "picture", "gap");
      assertThat(parquet.leftOut().stream().map(why -> why.orElse("")))
          .containsExactly("", "nested", "nested", "nested", "bytes", "bytes");
    }
    assertThat(rows(file)).hasSize(2).containsOnly(List.of("1", "", "", "", "", ""));
  }

  private static void assertRefused(Path file, String line) {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> rows(file))
        .withMessageStartingWith(file + line)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"LZO", "BROTLI", "LZ4"})
  void otherCodecsAreRefused(CompressionCodecName codec) throws IOException {
    Path file = two(new WrittenParquet(codec, WriterVersion.PARQUET_1_0, 100, true), 10);
    assertRefused(
        file,
        ", column 'n': expected pages packed with uncompressed, snappy, gzip, zstd, lz4_raw, found "
            + codec.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void cutFilesAreRefused() throws IOException {
    Path file = two(WrittenParquet.USUAL, 100);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertRefused(file, ": expected a Parquet file that ends in PAR1, found another end");
    Files.write(file, Arrays.copyOf(whole, 10));
    assertRefused(file, ": expected a whole Parquet file, found 10 bytes");
  }

  @Test
  void whatIsNotThereIsNoParquet() throws IOException {
    Path none = folder.resolve("none");
    assertThat(ParquetFile.is(none)).isFalse();
    assertThat(ParquetFile.is(folder)).isFalse();
    assertThat(ParquetFile.is(Files.writeString(folder.resolve("text"), "PAR"))).isFalse();
    assertRefused(none, ": expected a readable file, found none");
  }

  @Test
  void lengthOfTheFooterIsChecked() throws IOException {
    Path file = two(WrittenParquet.USUAL, 100);
    byte[] whole = Files.readAllBytes(file);
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(whole.length - 8, 1 << 30);
    Files.write(file, whole);
    assertRefused(
        file,
        ", byte %d: expected the length of the footer, found 1,073,741,824 bytes"
            .formatted(whole.length - 8));
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void encryptedFilesAreRefused(int end) throws IOException {
    Path file = two(WrittenParquet.USUAL, 100);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] = 'E';
    bytes[3] = end == 0 ? bytes[3] : (byte) 'E';
    Files.write(file, bytes);
    assertThat(ParquetFile.is(file)).isTrue();
    assertRefused(
        file,
        ": expected a Parquet file that all can read, found an encrypted one (write it again"
            + " without keys)");
  }

  /**
   * With checksums, no changed byte of a page goes unnoticed. Of the rest, a changed name or
   * statistic is as good as another: what matters is that nothing but one line comes of it.
   */
  @ParameterizedTest
  @EnumSource(WriterVersion.class)
  void damageIsToldInOneLine(WriterVersion version) throws IOException {
    Path file = two(new WrittenParquet(CompressionCodecName.SNAPPY, version, 50, true), 100);
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      damaged[4 + random.nextInt(whole.length - 12)] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, damaged);
      try {
        rows(file);
      } catch (BadDataException e) {
        assertThat(e.getMessage().lines()).hasSize(1);
        assertThat(e.getMessage()).startsWith(file.toString());
        refused++;
      }
    }
    // Nearly half of so small a file is footer, much of it statistics.
    assertThat(refused).isGreaterThan(200);
  }
}
