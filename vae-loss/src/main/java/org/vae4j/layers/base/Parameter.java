package org.vae4j.layers.base;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One matrix of parameters of a layer.
 *
 * @param key its name in the layer
 * @param rows how many rows
 * @param columns how many columns
 * @param weight whether a penalty on weights counts it in; otherwise it counts as a bias
 * @param start what it is at first
 */
public record Parameter(String key, long rows, long columns, boolean weight, Start start) {
  /** What a matrix of parameters is at first. */
  @FunctionalInterface
  public interface Start {
    /** Overwrites all values. Draws come from {@code Nd4j.getRandom()}, which DL4J has seeded. */
    void fill(INDArray values);
  }

  /** A row of biases, 0 at first. */
  public static Parameter bias(String key, long columns) {
    return new Parameter(key, 1, columns, false, values -> values.assign(0));
  }

  /** Weights, at first drawn from U(−bound, bound). */
  public static Parameter uniform(String key, long rows, long columns, double bound) {
    return new Parameter(
        key,
        rows,
        columns,
        true,
        values ->
            values.assign(
                Nd4j.rand(values.dataType(), values.shape()).muli(2 * bound).subi(bound)));
  }

  long length() {
    return rows * columns;
  }
}
