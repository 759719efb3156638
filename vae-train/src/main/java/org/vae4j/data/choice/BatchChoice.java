package org.vae4j.data.choice;

/** Small batches for convolutions on few images, where an update of many takes long. */
final class BatchChoice {
  private static final int FEW = 5_000;
  private static final int SMALL = 32;

  private BatchChoice() {}

  static Choice of(int examples, boolean convolutions) {
    return convolutions && examples < FEW ? new Choice().set("batch-size", SMALL) : new Choice();
  }
}
