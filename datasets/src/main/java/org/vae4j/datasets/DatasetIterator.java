package org.vae4j.datasets;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.vae4j.datasets.storage.HeapSpace;
import org.vae4j.random.RandomKey;

/**
 * Feeds examples to a network that learns to reproduce them: batches [n, D] whose features and
 * labels are one and the same array.
 *
 * <p>Pixels stay integers until their batch is made. The last batch holds what is left over. With a
 * shuffle seed, the order of epoch e is a pure function of the seed and e, so a run that resumes in
 * the middle of an epoch goes on with {@link #setEpoch} and {@link #seek}. {@link #reset} moves on
 * to the next epoch if a batch was taken since the last reset, and otherwise does nothing: DL4J may
 * reset more than once between two epochs.
 *
 * <p>Class labels are not handed out here; they are {@link Dataset#labels}. Not for use by several
 * threads at once.
 */
public final class DatasetIterator implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient Dataset dataset;
  private final int batchSize;
  private final transient Optional<RandomKey> shuffleKey;
  private final transient ExampleReader reader;
  private final DataType dataType;
  private final boolean reuseArrays;
  private final transient Optional<WorkAhead<INDArray>> ahead;

  /** The next batch goes into the first; the other one may be in the caller's hands. */
  private final transient Deque<BatchBuffer> buffers = new ArrayDeque<>();

  private int epoch;
  private int[] order;
  private int position;
  private DataSetPreProcessor preProcessor;

  /** Of the batch that is made ahead. */
  private int countAhead;

  private DatasetIterator(Builder builder) {
    this.dataset = builder.dataset;
    this.batchSize = Math.min(builder.batchSize, builder.dataset.size());
    this.shuffleKey = builder.shuffleKey;
    this.dataType = builder.dataType;
    this.reuseArrays = builder.reuseArrays;
    int features = dataset.features();
    this.ahead =
        builder.prefetch
            ? Optional.of(new WorkAhead<>("prefetch-" + dataset.name()))
            : Optional.empty();
    int batchesHeld = builder.prefetch ? 2 : 1;
    HeapSpace.require(
        dataset.name() + ", a batch of " + batchSize,
        (long) Float.BYTES * batchSize * features * batchesHeld);
    this.reader =
        new ExampleReader(
            dataset, builder.scaleToUnit ? unitValues(dataset.levels()) : levels(dataset.levels()));
    for (int i = 0; i < batchesHeld; i++) {
      buffers.add(new BatchBuffer(batchSize, features, reuseArrays));
    }
    setEpoch(0);
  }

  /** Each level over the highest, correctly rounded: both operands are exact. */
  static float[] unitValues(int levels) {
    float[] values = levels(levels);
    for (int k = 0; k < values.length; k++) {
      values[k] /= levels - 1;
    }
    return values;
  }

  private static float[] levels(int levels) {
    float[] values = new float[levels];
    for (int k = 0; k < values.length; k++) {
      values[k] = k;
    }
    return values;
  }

  /**
   * Goes to the start of an epoch.
   *
   * @param epoch which epoch, from 0
   * @throws IllegalArgumentException if the epoch is negative
   */
  public void setEpoch(int epoch) {
    if (epoch < 0) {
      throw new IllegalArgumentException("epochs count from 0; there is no epoch " + epoch);
    }
    ahead.ifPresent(WorkAhead::discard);
    this.epoch = epoch;
    this.position = 0;
    this.order =
        shuffleKey
            .map(key -> key.with(epoch).permutation(dataset.size()))
            .orElseGet(() -> IntStream.range(0, dataset.size()).toArray());
  }

  /** The epoch that the next batch belongs to, from 0. */
  public int epoch() {
    return epoch;
  }

  /**
   * Goes to a batch of the current epoch.
   *
   * @param batch which batch comes next, from 0; {@link #batches()} is the end of the epoch
   * @throws IllegalArgumentException if the epoch has no such batch
   */
  public void seek(int batch) {
    if (batch < 0 || batch > batches()) {
      throw new IllegalArgumentException(
          "an epoch has batches 0 to " + (batches() - 1) + "; there is no batch " + batch);
    }
    ahead.ifPresent(WorkAhead::discard);
    position = Math.min(batch * batchSize, dataset.size());
  }

  /** How many batches an epoch has, the last partial one included. */
  public int batches() {
    return (dataset.size() - 1) / batchSize + 1;
  }

  /** The data that is iterated over. */
  public Dataset dataset() {
    return dataset;
  }

  @Override
  public boolean hasNext() {
    return position < dataset.size();
  }

  /**
   * The next batch: features and labels [n, D], one array for both; overwritten by the next call if
   * arrays are reused.
   *
   * @throws NoSuchElementException if the epoch has ended
   */
  @Override
  public DataSet next() {
    return next(batchSize);
  }

  /**
   * The next batch, of another size: features and labels [n, D], one array for both.
   *
   * @param num how many examples at most, 1 to the batch size
   * @throws IllegalArgumentException if the size is below 1 or above the batch size
   * @throws NoSuchElementException if the epoch has ended
   */
  @Override
  public DataSet next(int num) {
    if (num < 1 || num > batchSize) {
      throw new IllegalArgumentException("a batch has 1 to " + batchSize + " examples, not " + num);
    }
    if (!hasNext()) {
      throw new NoSuchElementException("epoch " + epoch + " of " + dataset.name() + " has ended");
    }
    INDArray x = take(Math.min(num, dataset.size() - position));
    ahead.ifPresent(this::begin);
    DataSet batch = new DataSet(x, x);
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    return batch;
  }

  /** The next examples, made ahead or now. */
  private INDArray take(int count) {
    INDArray x = null;
    if (ahead.isPresent() && ahead.get().isBegun()) {
      if (count == countAhead) {
        x = ahead.get().take();
      } else {
        ahead.get().discard();
      }
    }
    if (x == null) {
      x = make(position, count);
    }
    buffers.addLast(buffers.removeFirst());
    position += count;
    return x;
  }

  private void begin(WorkAhead<INDArray> next) {
    if (hasNext()) {
      int from = position;
      int count = Math.min(batchSize, dataset.size() - from);
      countAhead = count;
      next.begin(() -> make(from, count));
    }
  }

  private INDArray make(int from, int count) {
    int[] examples = Arrays.copyOfRange(order, from, from + count);
    return buffers.getFirst().fill(reader, epoch, examples).castTo(dataType);
  }

  @Override
  public int inputColumns() {
    return dataset.features();
  }

  @Override
  public int totalOutcomes() {
    return dataset.features();
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /**
   * Whether another thread than that of {@link Builder#prefetch} may work ahead: only if every
   * batch is an array of its own, and there is none yet.
   */
  @Override
  public boolean asyncSupported() {
    return !reuseArrays && ahead.isEmpty();
  }

  /** Goes to the start of the next epoch, if a batch of this one was taken. */
  @Override
  public void reset() {
    if (position > 0) {
      setEpoch(epoch + 1);
    }
  }

  @Override
  public int batch() {
    return batchSize;
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  /** The names of the classes; empty without labels. */
  @Override
  public List<String> getLabels() {
    return dataset.classNames();
  }

  /** Settings of an iterator; the order is that of the data set unless a shuffle is asked for. */
  public static final class Builder {
    private final Dataset dataset;
    private final int batchSize;
    private Optional<RandomKey> shuffleKey = Optional.empty();
    private boolean scaleToUnit = true;
    private DataType dataType = DataType.FLOAT;
    private boolean reuseArrays;
    private boolean prefetch;

    /**
     * Starts from what is required.
     *
     * @param batchSize examples per batch, 1 or more; cut to the size of the set
     * @throws IllegalArgumentException if the batch size is below 1
     */
    public Builder(Dataset dataset, int batchSize) {
      if (batchSize < 1) {
        throw new IllegalArgumentException("a batch has 1 example or more, not " + batchSize);
      }
      this.dataset = dataset;
      this.batchSize = batchSize;
    }

    /**
     * Shuffles anew each epoch.
     *
     * @param seed the seed of the run; epoch e uses the key (seed, "shuffle", e)
     */
    public Builder shuffle(long seed) {
      this.shuffleKey = Optional.of(RandomKey.of(seed).with("shuffle"));
      return this;
    }

    /**
     * Chooses between pixels in [0, 1] and pixels as they are, before the data set's steps.
     *
     * @param scale true, the default, divides by the highest level, 255 or 65,535; false does not
     */
    public Builder scaleToUnit(boolean scale) {
      this.scaleToUnit = scale;
      return this;
    }

    /**
     * Chooses the type of the numbers, whatever ND4J's default is.
     *
     * @param type a floating-point type, FLOAT by default; others hold the same values, converted
     * @throws IllegalArgumentException if the type is not a floating-point one
     */
    public Builder dataType(DataType type) {
      if (!type.isFPType()) {
        throw new IllegalArgumentException("pixels need a floating-point type, not " + type);
      }
      this.dataType = type;
      return this;
    }

    /**
     * Chooses whether a batch overwrites the one before it.
     *
     * @param reuse true to hand out the same array each time (of two, if batches are prefetched),
     *     which spares the allocator but rules out DL4J's own prefetching; false, the default, for
     *     a new array per batch
     */
    public Builder reuseArrays(boolean reuse) {
      this.reuseArrays = reuse;
      return this;
    }

    /**
     * Chooses whether a thread makes the next batch while the caller works on this one. The batches
     * are the same. Preprocessing steps are then taken on that thread, the {@link
     * DataSetPreProcessor} still on the caller's. What goes wrong with a batch is thrown when it is
     * asked for.
     *
     * @param ahead true for a thread, which ends by itself some seconds after it was last needed;
     *     false is the default
     */
    public Builder prefetch(boolean ahead) {
      this.prefetch = ahead;
      return this;
    }

    /** Makes the iterator, at the start of epoch 0. */
    public DatasetIterator build() {
      return new DatasetIterator(this);
    }
  }
}
