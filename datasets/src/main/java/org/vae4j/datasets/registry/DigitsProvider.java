package org.vae4j.datasets.registry;

import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.drawn.Digits;

/** {@code digits}: drawn by the program, so always here. */
final class DigitsProvider implements DatasetProvider {

  /** Drawn once in a program: it takes longer than to read a set of files. */
  private static final class Drawn {
    private static final DatasetSplits STANDARD = Digits.generate(Digits.STANDARD_SEED);
  }

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public DatasetInfo info() {
    return new DatasetInfo(
        name(),
        Digits.TRAIN_SIZE,
        Digits.TEST_SIZE,
        Digits.SHAPE,
        Digits.CLASS_NAMES,
        "Apache-2.0",
        "drawn by vae4j");
  }

  /** Draws the standard set, whatever the run's seed, so that runs can be compared. */
  @Override
  public DatasetSplits load(DatasetRequest request) {
    return Drawn.STANDARD;
  }
}
