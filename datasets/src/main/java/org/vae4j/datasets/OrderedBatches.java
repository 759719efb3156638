package org.vae4j.datasets;

import java.util.Iterator;
import org.nd4j.linalg.dataset.DataSet;

/** The batches of a set in its order, from the first once more each time they are asked for. */
public final class OrderedBatches implements Iterable<DataSet> {
  private final DatasetIterator batches;

  /**
   * @param batchSize examples in a batch
   */
  public OrderedBatches(Dataset part, int batchSize) {
    batches = new DatasetIterator.Builder(part, batchSize).build();
  }

  @Override
  public Iterator<DataSet> iterator() {
    batches.setEpoch(0);
    return batches;
  }
}
