package org.vae4j.datasets.bench;

import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.drawn.Digits;

/** Images as many and as large as MNIST's. */
final class MnistSized {
  static final int EXAMPLES = 60_000;
  static final int BATCH = 128;
  static final ImageShape SHAPE = Digits.SHAPE;

  private MnistSized() {}

  /** The generated digits, over and over. */
  static Dataset digits() {
    Dataset digits = Digits.generate(Digits.STANDARD_SEED).train();
    byte[] pixels = new byte[EXAMPLES * SHAPE.size()];
    for (int i = 0; i < EXAMPLES; i++) {
      System.arraycopy(digits.bytes(i % digits.size()), 0, pixels, i * SHAPE.size(), SHAPE.size());
    }
    return Dataset.unlabelled("digits", SHAPE, pixels);
  }
}
