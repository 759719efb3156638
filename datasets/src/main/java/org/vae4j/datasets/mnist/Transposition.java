package org.vae4j.datasets.mnist;

import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.storage.HeapSpace;

/** Exchanges the rows and the columns of grey, square, labelled images. */
final class Transposition {

  private Transposition() {}

  static Dataset of(Dataset images) {
    ImageShape shape = images.shape();
    int side = shape.height();
    HeapSpace.require(images.name(), (long) images.size() * shape.size());
    byte[] pixels = new byte[Math.multiplyExact(images.size(), shape.size())];
    for (int i = 0; i < images.size(); i++) {
      byte[] image = images.bytes(i);
      int start = i * shape.size();
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          pixels[start + y * side + x] = image[x * side + y];
        }
      }
    }
    return Dataset.labelled(images.name(), shape, pixels, images.labels(), images.classNames());
  }
}
