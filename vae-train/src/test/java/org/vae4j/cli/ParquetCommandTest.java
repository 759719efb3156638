package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.GroupWriter;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files from the command line, beside CSV files of the same values. */
class ParquetCommandTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message t { required double height; required binary colour (UTF8);"
              + " optional double width; required boolean warm;"
              + " optional group tags { required int32 n; } }");

  private static final String[] COLOURS = {"red", "green", "blue"};

  @TempDir private Path folder;
  private Path parquet;
  private Path csv;

  @BeforeEach
  void writeBoth() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<Group> groups = new ArrayList<>();
    List<String> lines = new ArrayList<>(List.of("height,colour,width,warm,tags"));
    for (int i = 0; i < 300; i++) {
      int colour = random.nextInt(3);
      double height = colour + 0.1 * random.nextGaussian();
      double width = -colour + 0.1 * random.nextGaussian();
      Group group =
          new SimpleGroup(SCHEMA).append("height", height).append("colour", COLOURS[colour]);
      groups.add((i == 7 ? group : group.append("width", width)).append("warm", colour == 0));
      lines.add(
          "%s,%s,%s,%s,".formatted(height, COLOURS[colour], i == 7 ? "" : width, colour == 0));
    }
    parquet = write(folder.resolve("table.parquet"), groups);
    csv = Files.write(folder.resolve("table.csv"), lines);
  }

  private static Path write(Path file, List<Group> rows) throws IOException {
    ParquetProperties properties = ParquetProperties.builder().build();
    try (ParquetFileWriter writer =
            new ParquetFileWriter(
                new LocalOutputFile(file),
                SCHEMA,
                ParquetFileWriter.Mode.CREATE,
                1 << 24,
                0,
                64,
                64,
                true);
        ColumnChunkPageWriteStore pages =
            new ColumnChunkPageWriteStore(
                new NotPacked(), SCHEMA, new HeapByteBufferAllocator(), 64, true);
        ColumnWriteStore columns = properties.newColumnWriteStore(SCHEMA, pages, pages)) {
      writer.start();
      var records = new ColumnIOFactory().getColumnIO(SCHEMA).getRecordWriter(columns);
      GroupWriter groups = new GroupWriter(records, SCHEMA);
      rows.forEach(groups::write);
      records.flush();
      writer.startBlock(rows.size());
      columns.flush();
      pages.flushToFileWriter(writer);
      writer.endBlock();
      writer.end(Map.of());
    }
    return file;
  }

  private static final class NotPacked implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) {
      return bytes;
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.UNCOMPRESSED;
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }

  private CommandRun train(Path data, Path run, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", data, "--hidden", "8", "--latent", 2));
    words.addAll(List.of("--batch-size", 32, "--epochs", 2, "--run-dir", run));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private static String out(Object... words) {
    CommandRun command = CommandRun.of(words);
    assertThat(command.exitCode()).as(command.err()).isZero();
    return command.out();
  }

  /** The same numbers come out, to the last digit printed. */
  @Test
  void trainsAndGoesOnAndEvaluatesAsWithACsvFile() throws IOException {
    Path run = folder.resolve("run");
    Path other = folder.resolve("other");
    CommandRun training = train(parquet, run);
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(training.err())
        .contains(
            "a table of 300 rows and 5 columns: Parquet",
            "warm",
            "left out: tags (nested)",
            "1 empty cell, filled in by what is usual in the column (--missing)");
    assertThat(train(csv, other).exitCode()).isZero();
    assertThat(Files.readString(run.resolve("config.yaml")))
        .contains("dataset: table", "height=number", "tags=left-out")
        .doesNotContain("separator: comma");
    String evaluation = out("evaluate", run);
    assertThat(evaluation).isEqualTo(out("evaluate", other));
    // Each run knows the data of the other as its own, whichever way they are written.
    for (Path data : List.of(parquet, csv)) {
      assertThat(out("evaluate", run, "--data", data)).isEqualTo(evaluation);
      assertThat(out("evaluate", other, "--data", data)).isEqualTo(evaluation);
    }
    out("resume", run, "--epochs", 3);
    out("resume", other, "--epochs", 3);
    assertThat(out("evaluate", run)).isEqualTo(out("evaluate", other));
  }

  @Test
  void columnsAndLabelsMayBeSaidAndTheTestMayBeText() throws IOException {
    Path run = folder.resolve("run");
    CommandRun training =
        train(
            parquet,
            run,
            "--test-images",
            csv,
            "--label-column",
            "colour",
            "--columns",
            "warm=left-out");
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(Files.readString(run.resolve("config.yaml")))
        .contains("warm=left-out", "label-column: colour");
    assertThat(out("evaluate", run)).contains("300 examples");
  }

  private static void assertRefused(CommandRun command, String line) {
    assertThat(command.err()).startsWith("vae: " + line);
    assertThat(command.err().lines()).hasSize(1);
    assertThat(command.out()).isEmpty();
    assertThat(command.exitCode()).isEqualTo(2);
  }

  @Test
  void damageAndWhatDoesNotFitIsRefused() throws IOException {
    Path run = folder.resolve("run");
    byte[] whole = Files.readAllBytes(parquet);
    byte[] damaged = whole.clone();
    damaged[whole.length / 3]++;
    Path file = Files.write(folder.resolve("damaged.parquet"), damaged);
    assertRefused(train(file, run), file + ", column '");
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
    assertRefused(train(cut, run), cut + ": expected a Parquet file that ends in PAR1");
    assertRefused(
        train(parquet, run, "--separator", "comma"),
        "--encoding, --separator, --decimal and --header: expected a table as text, found "
            + parquet);
    assertRefused(
        train(parquet, run, "--columns", "tags=number"),
        "--columns tags=number: expected a column with one value a row, found nested in "
            + parquet);
    Path gzipped = folder.resolve("table.parquet.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(gzipped))) {
      gzip.write(whole);
    }
    assertRefused(
        train(gzipped, run),
        gzipped
            + ": expected idx, npy, npz, amat, a table as text or Parquet, or a folder of images,"
            + " found a gzipped Parquet file (gunzip unpacks it)");
    assertThat(run).doesNotExist();
  }
}
