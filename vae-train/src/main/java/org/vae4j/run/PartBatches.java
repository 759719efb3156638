package org.vae4j.run;

import java.util.Iterator;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.datasets.ImageDataSetIterator;
import org.vae4j.datasets.ImageDataset;

/** The batches of a part of the data in its order, once more each time they are asked for. */
final class PartBatches implements Iterable<DataSet> {
  private final ImageDataSetIterator batches;

  PartBatches(Settings settings, ImageDataset part) {
    batches = new ImageDataSetIterator.Builder(part, settings.training().batchSize()).build();
  }

  @Override
  public Iterator<DataSet> iterator() {
    batches.setEpoch(0);
    return batches;
  }
}
