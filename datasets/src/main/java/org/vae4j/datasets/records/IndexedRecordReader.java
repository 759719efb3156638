package org.vae4j.datasets.records;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.Writable;

/** Hands out records that are held in memory, one after the other or by their place. */
public abstract class IndexedRecordReader extends BaseRecordReader {
  private static final long serialVersionUID = 1L;

  private Configuration configuration;
  private URI location;
  private int position;

  /** For subclasses. */
  protected IndexedRecordReader() {}

  /**
   * How many records there are.
   *
   * @throws IllegalStateException if the reader was not initialised
   */
  protected abstract int size();

  /** What messages call the source of the records. */
  protected abstract String source();

  /**
   * One record.
   *
   * @param example which, from 0
   */
  protected abstract List<Writable> record(int example);

  /**
   * Goes to the first record of a new source.
   *
   * @param source where the records come from
   */
  protected final void start(URI source) {
    location = source;
    position = 0;
  }

  /**
   * Moves on.
   *
   * @param count by how many records at most
   * @return the first of them; {@link #position} is the one after the last
   * @throws NoSuchElementException if all were read
   */
  protected final int advance(int count) {
    if (!hasNext()) {
      throw new NoSuchElementException("all " + size() + " records of " + source() + " were read");
    }
    int from = position;
    position = (int) Math.min((long) from + count, size());
    return from;
  }

  /** The place of the next record, from 0. */
  protected final int position() {
    return position;
  }

  @Override
  public void initialize(Configuration conf, InputSplit split)
      throws IOException, InterruptedException {
    setConf(conf);
    initialize(split);
  }

  @Override
  public boolean hasNext() {
    return position < size();
  }

  /**
   * The next record: the example, and its label if there are labels.
   *
   * @throws NoSuchElementException if all were read
   */
  @Override
  public List<Writable> next() {
    List<Writable> record = record(advance(1));
    invokeListeners(record);
    return record;
  }

  @Override
  public void reset() {
    position = 0;
  }

  @Override
  public boolean resetSupported() {
    return true;
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
  public void setConf(Configuration conf) {
    configuration = conf;
  }

  @Override
  public Configuration getConf() {
    return configuration;
  }
}
