package org.vae4j.layers;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * One Adam step over blocks of plain floats that the JIT compiler vectorises.
 *
 * <p>The moments of a weight whose gradient is exactly zero, at a pixel that is always black for
 * instance, decay into denormal numbers, on which a processor is many times slower. Every so many
 * steps what no update can feel any more is set to zero.
 */
final class LeanAdamUpdater extends AdamUpdater {
  private static final int BLOCK = 2048;

  /** Counted from iteration 0, not from the start of a process: a resumed run does the same. */
  private static final int FLUSH_EVERY = 25;

  /** Far above the denormals, far below what ε = 1e-8 lets an update feel. */
  private static final float NEGLIGIBLE = 1e-30f;

  private transient float[] g;
  private transient float[] m;
  private transient float[] v;

  LeanAdamUpdater(LeanAdam config) {
    super(config);
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    if (gradient.dataType() != DataType.FLOAT || gradient.elementWiseStride() != 1) {
      super.applyUpdater(gradient, iteration, epoch);
      return;
    }
    Step step = Step.of(getConfig(), iteration, epoch);
    if (g == null) {
      g = new float[BLOCK];
      m = new float[BLOCK];
      v = new float[BLOCK];
    }
    FloatBuffer gradients = gradient.data().asNioFloat();
    FloatBuffer firstMoments = getM().data().asNioFloat();
    FloatBuffer secondMoments = getV().data().asNioFloat();
    int gradientStart = gradients.position();
    int firstStart = firstMoments.position();
    int secondStart = secondMoments.position();
    int length = Math.toIntExact(gradient.length());
    for (int from = 0; from < length; from += BLOCK) {
      int count = Math.min(BLOCK, length - from);
      gradients.get(gradientStart + from, g, 0, count);
      firstMoments.get(firstStart + from, m, 0, count);
      secondMoments.get(secondStart + from, v, 0, count);
      step.apply(g, m, v, count);
      if (iteration % FLUSH_EVERY == 0) {
        flush(m, count);
        flush(v, count);
      }
      gradients.put(gradientStart + from, g, 0, count);
      firstMoments.put(firstStart + from, m, 0, count);
      secondMoments.put(secondStart + from, v, 0, count);
    }
  }

  private static void flush(float[] moments, int count) {
    for (int i = 0; i < count; i++) {
      if (Math.abs(moments[i]) < NEGLIGIBLE) {
        moments[i] = 0;
      }
    }
  }

  /**
   * The constants of one step. What is near 1 is subtracted from 1 in double: in float the error
   * would be a hundred thousandth of 1 − β₂.
   */
  private record Step(
      float beta1,
      float oneMinusBeta1,
      float beta2,
      float oneMinusBeta2,
      float rate,
      float epsilon) {
    static Step of(Adam adam, int iteration, int epoch) {
      double t = iteration + 1.0;
      double correction =
          Math.sqrt(1 - Math.pow(adam.getBeta2(), t)) / (1 - Math.pow(adam.getBeta1(), t));
      return new Step(
          (float) adam.getBeta1(),
          (float) (1 - adam.getBeta1()),
          (float) adam.getBeta2(),
          (float) (1 - adam.getBeta2()),
          (float) (adam.getLearningRate(iteration, epoch) * correction),
          (float) adam.getEpsilon());
    }

    /** The gradient is replaced by the update, as ND4J wants it. */
    void apply(float[] g, float[] m, float[] v, int count) {
      // fields in registers: the loop is vectorised
      float b1 = beta1;
      float c1 = oneMinusBeta1;
      float b2 = beta2;
      float c2 = oneMinusBeta2;
      float a = rate;
      float e = epsilon;
      for (int i = 0; i < count; i++) {
        float gradient = g[i];
        float first = b1 * m[i] + c1 * gradient;
        float second = b2 * v[i] + c2 * gradient * gradient;
        m[i] = first;
        v[i] = second;
        g[i] = a * first / ((float) Math.sqrt(second) + e);
      }
    }
  }
}
