package org.vae4j.datasets.idx;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.FloatWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.records.IndexedRecordReader;

/**
 * Reads an IDX file of any type and rank, plain or gzipped: one record per example.
 *
 * <p>A record holds one {@link NDArrayWritable}, the example as a row [1, D] of floats (0 … 255 for
 * unsigned bytes), which is what DL4J's iterators stack into a batch [n, D] (a convolutional
 * network takes it as {@code InputType.convolutionalFlat}). A reader with labels adds an {@link
 * IntWritable} with the class. The records of a file of rank 1, such as a file of labels, are one
 * {@link IntWritable} (a {@link FloatWritable} if they are no unsigned bytes).
 *
 * <pre>{@code
 * RecordReader reader = IdxRecordReader.withLabels(new File("train-labels-idx1-ubyte.gz"));
 * reader.initialize(new FileSplit(new File("train-images-idx3-ubyte.gz")));
 * DataSetIterator classes = new RecordReaderDataSetIterator(reader, 128, 1, 10);
 * }</pre>
 *
 * <p>A reader without labels in {@code RecordReaderDataSetIterator(reader, 128)} gives features as
 * labels. The split names exactly one file, which is held in memory. Damaged input is reported as
 * {@link BadDataException}.
 */
public final class IdxRecordReader extends IndexedRecordReader {
  private static final long serialVersionUID = 1L;

  private final File labelFile;
  private transient NumericArray examples;
  private transient NumericArray labels;

  /** Makes a reader of examples without labels. */
  public IdxRecordReader() {
    this(null);
  }

  private IdxRecordReader(File labelFile) {
    this.labelFile = labelFile;
  }

  /**
   * Makes a reader that adds a label to each example.
   *
   * @param labelFile an IDX file of rank 1 with as many labels as there are examples
   * @return the reader, to be initialised with the file of examples
   */
  public static IdxRecordReader withLabels(File labelFile) {
    return new IdxRecordReader(labelFile);
  }

  /**
   * Reads the file.
   *
   * @param split names one IDX file
   * @throws BadDataException if the file is damaged or no IDX file, or there are more or fewer
   *     labels than examples
   * @throws IllegalArgumentException if the split does not name exactly one file
   * @throws IOException if reading fails
   */
  @Override
  public void initialize(InputSplit split) throws IOException, InterruptedException {
    super.initialize(split);
    URI[] locations = split.locations();
    if (locations.length != 1) {
      throw new IllegalArgumentException(
          "an IDX reader takes exactly one file, not " + locations.length);
    }
    start(locations[0]);
    examples = read(locations[0]);
    labels = labelFile == null ? null : IdxFile.read(labelFile.toPath());
    if (labels != null) {
      if (labels.values().levels() == 0) {
        throw BadDataException.at(labels.source(), 2, "labels of type 0x08", "another type");
      }
      examples.requireLabels(labels);
    }
  }

  private NumericArray read(URI uri) throws IOException {
    if ("file".equals(uri.getScheme())) {
      return IdxFile.read(Path.of(uri));
    }
    try (InputStream stored = streamCreatorFn.apply(uri)) {
      return IdxFile.read(stored, uri.toString());
    }
  }

  @Override
  public boolean batchesSupported() {
    return true;
  }

  /**
   * The next records as one batch, which spares an array per example: the examples [n, D], followed
   * by the labels [n, 1] if the reader has labels.
   *
   * @param num how many records at most, 1 or more
   * @throws IllegalArgumentException if fewer than 1 are asked for
   * @throws NoSuchElementException if all were read
   */
  @Override
  public List<List<Writable>> next(int num) {
    if (num < 1) {
      throw new IllegalArgumentException("a batch has 1 record or more, not " + num);
    }
    int from = advance(num);
    List<INDArray> columns = new ArrayList<>();
    columns.add(rows(content(), from, position()));
    if (labels != null) {
      columns.add(rows(labels, from, position()));
    }
    NDArrayRecordBatch batch = new NDArrayRecordBatch(columns);
    invokeListeners(batch);
    return batch;
  }

  @Override
  protected int size() {
    return content().examples();
  }

  @Override
  protected String source() {
    return content().source();
  }

  @Override
  protected List<Writable> record(int example) {
    List<Writable> record = new ArrayList<>(2);
    if (content().rank() == 1) {
      record.add(
          content().values().levels() > 0
              ? new IntWritable((int) content().value(example, 0))
              : new FloatWritable(content().value(example, 0)));
    } else {
      record.add(new NDArrayWritable(rows(content(), example, example + 1)));
    }
    if (labels != null) {
      record.add(new IntWritable((int) labels.value(example, 0)));
    }
    return record;
  }

  private static INDArray rows(NumericArray file, int from, int to) {
    int width = file.valuesPerExample();
    float[] block = new float[Math.multiplyExact(to - from, width)];
    for (int i = 0; i < block.length; i++) {
      block[i] = file.value(from + i / width, i % width);
    }
    return Nd4j.create(block, new long[] {to - from, width}, DataType.FLOAT);
  }

  private NumericArray content() {
    if (examples == null) {
      throw new IllegalStateException("the reader must be initialised with a split first");
    }
    return examples;
  }

  /**
   * The classes "0", "1", … up to the largest that occurs. Null without labels, which is how DL4J's
   * iterators know that there are none.
   */
  @Override
  public List<String> getLabels() {
    if (labels == null) {
      return null;
    }
    int largest =
        IntStream.range(0, labels.examples()).map(i -> (int) labels.value(i, 0)).max().orElse(0);
    return IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
  }

  /**
   * Reads the first example of a stream, without its label.
   *
   * @throws BadDataException if the stream is damaged or no IDX
   * @throws IOException if reading fails
   */
  @Override
  public List<Writable> record(URI uri, DataInputStream stream) throws IOException {
    IdxRecordReader reader = new IdxRecordReader();
    reader.examples = IdxFile.read(stream, uri.toString());
    return reader.record(0);
  }

  @Override
  public void close() {
    examples = null;
    labels = null;
  }
}
