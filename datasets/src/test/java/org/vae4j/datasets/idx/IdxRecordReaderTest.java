package org.vae4j.datasets.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.records.Record;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.datasets.faults.BadDataException;

class IdxRecordReaderTest {

  @TempDir Path folder;
  private Path images;
  private Path labels;

  @BeforeEach
  void writeFiles() {
    images = IdxBytes.write(folder.resolve("images.gz"), IdxBytes.gzip(IdxBytes.of(5, 2, 3)));
    labels = IdxBytes.write(folder.resolve("labels"), IdxBytes.of(new byte[] {0, 2, 1, 2, 0}, 5));
  }

  private RecordReader reader(Path file) throws IOException, InterruptedException {
    return opened(new IdxRecordReader(), file);
  }

  private RecordReader labelled() throws IOException, InterruptedException {
    return opened(IdxRecordReader.withLabels(labels.toFile()), images);
  }

  private static RecordReader opened(RecordReader reader, Path file)
      throws IOException, InterruptedException {
    reader.initialize(new FileSplit(file.toFile()));
    return reader;
  }

  private static INDArray row(Writable writable) {
    return ((NDArrayWritable) writable).get();
  }

  @Test
  void recordIsARowOfPixels() throws Exception {
    RecordReader reader = reader(images);
    reader.next();
    List<Writable> record = reader.next();
    assertThat(record).hasSize(1);
    assertThat(row(record.get(0)).shape()).containsExactly(1, 6);
    assertThat(row(record.get(0)).toFloatVector()).containsExactly(6, 7, 8, 9, 10, 11);
  }

  @Test
  void labelFollowsTheExample() throws Exception {
    RecordReader reader = labelled();
    reader.next();
    assertThat(reader.next().get(1)).isEqualTo(new IntWritable(2));
    assertThat(reader.getLabels()).containsExactly("0", "1", "2");
  }

  @Test
  void rankOneGivesNumbers() throws Exception {
    RecordReader reader = reader(labels);
    List<List<Writable>> records = new ArrayList<>();
    while (reader.hasNext()) {
      records.add(reader.next());
    }
    assertThat(records).hasSize(5);
    assertThat(records.get(3)).containsExactly(new IntWritable(2));
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(reader::next);
    reader.reset();
    assertThat(reader.hasNext()).isTrue();
  }

  @Test
  void worksInDl4jForClassification() throws Exception {
    RecordReaderDataSetIterator batches = new RecordReaderDataSetIterator(labelled(), 2, 1, 3);
    DataSet first = batches.next();
    assertThat(first.getFeatures().shape()).containsExactly(2, 6);
    assertThat(first.getLabels().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 0, 1}});
    batches.next();
    DataSet last = batches.next();
    assertThat(last.getFeatures().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{24, 25, 26, 27, 28, 29}});
    assertThat(batches.hasNext()).isFalse();
  }

  @Test
  void worksInDl4jForReconstruction() throws Exception {
    RecordReaderDataSetIterator batches = new RecordReaderDataSetIterator(reader(images), 5);
    DataSet batch = batches.next();
    assertThat(batch.getFeatures().shape()).containsExactly(5, 6);
    assertThat(batch.getLabels()).isSameAs(batch.getFeatures());
  }

  @Test
  void batchesAndSingleRecordsAgree() throws Exception {
    RecordReader batched = labelled();
    RecordReader single = labelled();
    for (List<Writable> record : batched.next(5)) {
      List<Writable> other = single.next();
      assertThat(row(record.get(0))).isEqualTo(row(other.get(0)));
      assertThat(row(record.get(1)).getInt(0)).isEqualTo(other.get(1).toInt());
    }
    assertThatIllegalArgumentException().isThrownBy(() -> single.next(0));
  }

  @Test
  void recordsAreFoundAgainByTheirMetaData() throws Exception {
    RecordReader reader = labelled();
    reader.next();
    Record second = reader.nextRecord();
    reader.reset();
    Record again = reader.loadFromMetaData(second.getMetaData());
    assertThat(again.getRecord()).isEqualTo(second.getRecord());
    assertThat(second.getMetaData().getLocation()).isEqualTo("index=1");
  }

  @Test
  void readsTheFirstRecordOfAStream() throws Exception {
    DataInputStream stream = new DataInputStream(new ByteArrayInputStream(IdxBytes.of(2, 3)));
    List<Writable> record = new IdxRecordReader().record(URI.create("mem:x"), stream);
    assertThat(row(record.get(0)).toFloatVector()).containsExactly(0, 1, 2);
  }

  @Test
  void labelCountMustMatch() {
    IdxBytes.write(labels, IdxBytes.of(4));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(this::labelled)
        .withMessageContaining(labels.toString())
        .withMessageContaining("5 labels for the 5 examples of " + images)
        .withMessageContaining("found 4");
  }

  @Test
  void misuseIsSaid() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new IdxRecordReader().hasNext())
        .withMessageContaining("initialised");
    CollectionInputSplit two = new CollectionInputSplit(List.of(images.toUri(), labels.toUri()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdxRecordReader().initialize(two))
        .withMessageContaining("exactly one file, not 2");
  }
}
