package org.vae4j.datasets;

import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.faults.BadValueException;

/**
 * One step from what a set stores to what a network sees: a pure function of the example's numbers,
 * the epoch, and the example's place. What is drawn at random is keyed by the latter two, so that
 * no result depends on the order, the batch size or the thread. Threads may call it at the same
 * time: a step keeps no scratch between calls.
 */
public interface PreprocessingStep {

  /**
   * The shape that examples leave with: the same, unless the step says otherwise.
   *
   * @param given the shape they come with
   * @throws BadDataException if the step cannot take such examples
   */
  default ImageShape shape(ImageShape given) {
    return given;
  }

  /**
   * Takes the step.
   *
   * @param given one example, to be left as it is
   * @param result where to write all numbers of what it becomes; never {@code given}
   * @param epoch which pass over the data it is for, from 0
   * @param row the example's place in the set as it was stored, the same in each of its parts
   * @throws BadValueException if a number is none that the step can take
   */
  void apply(float[] given, float[] result, int epoch, int row);

  /**
   * Brings numbers in the units after the step back to those before it, as far as it changes units;
   * what makes a picture of a network's output.
   *
   * @param values of one example, overwritten
   */
  default void restoreUnits(float[] values) {}

  /**
   * log |dx/dy| of one example x that becomes y, summed over features that change units: what is
   * added to a negative log-density of y to give that of x, in nats. 0 if units stay.
   *
   * @param features D
   */
  default double logScale(int features) {
    return 0;
  }
}
