package org.vae4j.train;

import java.util.Iterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.vae4j.datasets.DatasetIterator;

/**
 * The batches of one epoch: x as features, and as labels the rows of x.
 *
 * <p>A {@link DatasetIterator} knows its epochs by number. Any other iterator is reset before each
 * epoch, and asked for its batches one by one, on the thread that trains: so what it draws from
 * {@code Nd4j.getRandom()} is the same in every run.
 */
final class EpochBatches implements Iterator<DataSet> {
  private final DataSetIterator iterator;

  /**
   * @param epoch counts from 0
   * @param done how many of its batches are passed over
   * @throws IllegalArgumentException if the epoch has no batch, or fewer than are done
   */
  EpochBatches(DataSetIterator iterator, int epoch, int done) {
    this.iterator = iterator;
    if (iterator instanceof DatasetIterator numbered) {
      numbered.setEpoch(epoch);
      numbered.seek(done);
    } else {
      if (iterator.resetSupported()) {
        iterator.reset();
      }
      skip(epoch, done);
    }
  }

  private void skip(int epoch, int done) {
    for (int batch = 1; batch <= Math.max(1, done); batch++) {
      if (!iterator.hasNext()) {
        throw new IllegalArgumentException(
            "expected a batch %d in epoch %d, found the end of %s, an iterator that %s be reset"
                .formatted(
                    batch,
                    epoch + 1,
                    iterator.getClass().getName(),
                    iterator.resetSupported() ? "can" : "cannot"));
      }
      if (batch <= done) {
        iterator.next();
      }
    }
  }

  /**
   * How many batches the epoch has. An iterator that is not ours does not tell: then those that are
   * done, and one if there are more.
   */
  int count(int done) {
    if (iterator instanceof DatasetIterator numbered) {
      return numbered.batches();
    }
    return hasNext() ? done + 1 : done;
  }

  @Override
  public boolean hasNext() {
    return iterator.hasNext();
  }

  @Override
  public DataSet next() {
    DataSet batch = iterator.next();
    INDArray x = batch.getFeatures();
    INDArray rows = x.rank() == 2 ? x : x.reshape(x.size(0), x.length() / x.size(0));
    return batch.getLabels() == rows ? batch : new DataSet(x, rows);
  }
}
