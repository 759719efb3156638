package org.vae4j.data;

import java.util.Iterator;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.settings.Settings;

/** The batches of a part of the data in its order, once more each time they are asked for. */
public final class OrderedBatches implements Iterable<DataSet> {
  private final DatasetIterator batches;

  public OrderedBatches(Settings settings, Dataset part) {
    batches = new DatasetIterator.Builder(part, settings.training().batchSize()).build();
  }

  @Override
  public Iterator<DataSet> iterator() {
    batches.setEpoch(0);
    return batches;
  }
}
