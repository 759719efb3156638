package org.vae4j.datasets;

import java.util.List;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.faults.BadValueException;

/** Reads examples as the network sees them, through buffers of its own: one thread at a time. */
public final class ExampleReader {
  private final Dataset dataset;
  private final float[] valueOfLevel;
  private final List<PreprocessingStep> steps;

  /** The example before the first step, and after each. */
  private final float[][] stages;

  ExampleReader(Dataset dataset, float[] valueOfLevel) {
    this.dataset = dataset;
    this.valueOfLevel = valueOfLevel;
    this.steps = dataset.steps();
    this.stages = new float[steps.isEmpty() ? 0 : steps.size() + 1][];
    ImageShape shape = dataset.storedShape();
    for (int k = 0; k < stages.length; k++) {
      stages[k] = new float[shape.size()];
      shape = k < steps.size() ? steps.get(k).shape(shape) : shape;
    }
  }

  /**
   * Writes one example as numbers.
   *
   * @param example which, from 0
   * @param epoch which pass over the data it is for, from 0
   * @param target where to write its D numbers
   * @param offset the first index to write
   * @throws IndexOutOfBoundsException if there is no such example, or no room for it
   * @throws BadDataException if a step cannot take its numbers, or one is missing and no step fills
   *     it in
   */
  public void read(int example, int epoch, float[] target, int offset) {
    if (steps.isEmpty()) {
      dataset.read(example, valueOfLevel, target, offset);
      requireComplete(example, target, offset);
      return;
    }
    dataset.read(example, valueOfLevel, stages[0], 0);
    for (int k = 0; k < steps.size(); k++) {
      try {
        steps.get(k).apply(stages[k], stages[k + 1], epoch, dataset.row(example));
      } catch (BadValueException e) {
        throw e.in(dataset.place(example, e.feature()));
      }
    }
    float[] last = stages[steps.size()];
    System.arraycopy(last, 0, target, offset, last.length);
    requireComplete(example, target, offset);
  }

  private void requireComplete(int example, float[] values, int offset) {
    if (!dataset.hasMissing()) {
      return;
    }
    int features = dataset.features();
    for (int j = 0; j < features; j++) {
      if (Float.isNaN(values[offset + j])) {
        throw BadDataException.of(
            dataset.place(example, j), "a value, or an Imputation to fill it in", "none");
      }
    }
  }
}
