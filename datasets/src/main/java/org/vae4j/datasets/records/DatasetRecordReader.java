package org.vae4j.datasets.records;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.split.FileSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.Dataset;

/**
 * Reads a file or folder as a whole and hands out its examples one by one. A record holds one
 * {@link NDArrayWritable}, the example as a row [1, D] of floats (0 … 255 for integer pixels), and
 * an {@link IntWritable} with its class if there are labels.
 *
 * <p>The split is a {@link FileSplit} of the file or folder. In {@code
 * RecordReaderDataSetIterator(reader, 128)} a reader without labels gives features as labels.
 */
public abstract class DatasetRecordReader extends IndexedRecordReader {
  private static final long serialVersionUID = 1L;

  private transient Dataset dataset;

  /** For subclasses. */
  protected DatasetRecordReader() {}

  /**
   * Reads the file or folder.
   *
   * @param source the file or folder
   * @throws org.vae4j.datasets.faults.BadDataException if it is missing or damaged
   * @throws IOException if reading fails
   */
  protected abstract Dataset load(Path source) throws IOException;

  /**
   * Reads the examples.
   *
   * @param split a {@link FileSplit} of one file or folder
   * @throws org.vae4j.datasets.faults.BadDataException if it is missing or damaged
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
    start(source.toUri());
    dataset = load(source);
  }

  @Override
  protected int size() {
    return content().size();
  }

  @Override
  protected String source() {
    return content().name();
  }

  @Override
  protected List<Writable> record(int example) {
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

  private Dataset content() {
    if (dataset == null) {
      throw new IllegalStateException("the reader must be initialised with a split first");
    }
    return dataset;
  }

  /** The names of the classes. Null without labels, as DL4J's iterators expect. */
  @Override
  public List<String> getLabels() {
    return content().hasLabels() ? content().classNames() : null;
  }

  /** Not supported: examples come from a file or folder as a whole. */
  @Override
  public List<Writable> record(URI uri, DataInputStream stream) {
    throw new UnsupportedOperationException("expected a FileSplit, got the stream " + uri);
  }

  @Override
  public void close() {
    dataset = null;
  }
}
