package org.vae4j;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Random matrices from Java's own generator: the same on every backend and for every data type. */
public final class SeededMatrices {
  private final Random random;
  private final DataType type;

  public SeededMatrices(long seed, DataType type) {
    this.random = new Random(seed);
    this.type = type;
  }

  /** N(0, stdDev²). */
  public INDArray normal(int rows, int columns, double stdDev) {
    return matrix(rows, columns, () -> stdDev * random.nextGaussian());
  }

  /** Uniform in [from, to). */
  public INDArray uniform(int rows, int columns, double from, double to) {
    return matrix(rows, columns, () -> from + (to - from) * random.nextDouble());
  }

  /** Uniform in [0, 1), as grey pixels are. */
  public INDArray pixels(int rows, int columns) {
    return uniform(rows, columns, 0, 1);
  }

  /** One of the values. */
  public INDArray oneOf(int rows, int columns, double... values) {
    return matrix(rows, columns, () -> values[random.nextInt(values.length)]);
  }

  private INDArray matrix(int rows, int columns, DoubleSupplier value) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = value.getAsDouble();
      }
    }
    return Nd4j.createFromArray(values).castTo(type);
  }
}
