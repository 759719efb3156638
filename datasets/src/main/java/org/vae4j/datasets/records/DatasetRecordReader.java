package org.vae4j.datasets.records;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.ImageDataset;

/**
 * Reads a file or folder as a whole and hands out its examples one by one. A record holds one
 * {@link NDArrayWritable}, the example as a row [1, D] of floats (0 … 255 for integer pixels), and
 * an {@link IntWritable} with its class if there are labels.
 *
 * <p>The split is a {@link FileSplit} of the file or folder. In {@code
 * RecordReaderDataSetIterator(reader, 128)} a reader without labels gives features as labels.
 */
public abstract class DatasetRecordReader extends BaseRecordReader {
  private static final long serialVersionUID = 1L;

  private Configuration configuration;
  private URI location;
  private transient ImageDataset dataset;
  private int position;

  /** For subclasses. */
  protected DatasetRecordReader() {}

  /**
   * Reads the file or folder.
   *
   * @param source the file or folder
   * @return its examples
   * @throws org.vae4j.datasets.BadDataException if it is missing or damaged
   * @throws IOException if reading fails
   */
  protected abstract ImageDataset load(Path source) throws IOException;

  /**
   * Reads the examples.
   *
   * @param split a {@link FileSplit} of one file or folder
   * @throws org.vae4j.datasets.BadDataException if it is missing or damaged
   * @throws IllegalArgumentException if the split is of another kind
   * @throws IOException if reading fails
   */
  @Override
  public void initialize(InputSplit split) throws IOException, InterruptedException {
    super.initialize(split);
    if (!(split instanceof FileSplit files)) {
      throw new IllegalArgumentException(
          "expected a FileSplit of one file or folder, not " + split);
    }
    Path source = files.getRootDir().toPath();
    location = source.toUri();
    position = 0;
    dataset = load(source);
  }

  @Override
  public void initialize(Configuration conf, InputSplit split)
      throws IOException, InterruptedException {
    setConf(conf);
    initialize(split);
  }

  @Override
  public boolean hasNext() {
    return position < content().size();
  }

  /**
   * Returns the next record.
   *
   * @return the example, and its class if there are labels
   * @throws NoSuchElementException if all were read
   */
  @Override
  public List<Writable> next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "all " + content().size() + " records of " + content().name() + " were read");
    }
    List<Writable> record = record(position++);
    invokeListeners(record);
    return record;
  }

  private List<Writable> record(int example) {
    float[] row = new float[content().features()];
    for (int i = 0; i < row.length; i++) {
      row[i] = content().value(example, i);
    }
    List<Writable> record = new ArrayList<>(2);
    record.add(new NDArrayWritable(Nd4j.create(row, new long[] {1, row.length}, DataType.FLOAT)));
    if (content().hasLabels()) {
      record.add(new IntWritable(content().label(example)));
    }
    return record;
  }

  private ImageDataset content() {
    if (dataset == null) {
      throw new IllegalStateException("the reader must be initialised with a split first");
    }
    return dataset;
  }

  /** Returns the names of the classes. Null without labels, as DL4J's iterators expect. */
  @Override
  public List<String> getLabels() {
    return content().hasLabels() ? content().classNames() : null;
  }

  @Override
  public void reset() {
    position = 0;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /** Not supported: examples come from a file or folder as a whole. */
  @Override
  public List<Writable> record(URI uri, DataInputStream stream) {
    throw new UnsupportedOperationException("expected a FileSplit, got the stream " + uri);
  }

  @Override
  public Record nextRecord() {
    List<Writable> record = next();
    return new org.datavec.api.records.impl.Record(record, metaData(position - 1));
  }

  @Override
  public Record loadFromMetaData(RecordMetaData metaData) throws IOException {
    return loadFromMetaData(List.of(metaData)).get(0);
  }

  /**
   * Loads records by their place.
   *
   * @throws IllegalArgumentException if the meta data is not of this reader
   * @throws IndexOutOfBoundsException if there is no such record
   */
  @Override
  public List<Record> loadFromMetaData(List<RecordMetaData> metaData) throws IOException {
    List<Record> records = new ArrayList<>();
    for (RecordMetaData each : metaData) {
      if (!(each instanceof RecordMetaDataIndex index)) {
        throw new IllegalArgumentException("expected the index of a record, found " + each);
      }
      int example = Math.toIntExact(index.getIndex());
      records.add(new org.datavec.api.records.impl.Record(record(example), metaData(example)));
    }
    return records;
  }

  private RecordMetaData metaData(int example) {
    return new RecordMetaDataIndex(example, location, getClass());
  }

  @Override
  public void close() {
    dataset = null;
  }

  @Override
  public void setConf(Configuration conf) {
    configuration = conf;
  }

  @Override
  public Configuration getConf() {
    return configuration;
  }
}
