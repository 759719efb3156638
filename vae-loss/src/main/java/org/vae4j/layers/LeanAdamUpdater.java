package org.vae4j.layers;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;

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
    double t = iteration + 1.0;
    float beta1 = (float) getConfig().getBeta1();
    float beta2 = (float) getConfig().getBeta2();
    float epsilon = (float) getConfig().getEpsilon();
    float rate =
        (float)
            (getConfig().getLearningRate(iteration, epoch)
                * Math.sqrt(1 - Math.pow(getConfig().getBeta2(), t))
                / (1 - Math.pow(getConfig().getBeta1(), t)));
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
      step(g, m, v, count, beta1, beta2, rate, epsilon);
      if (iteration % FLUSH_EVERY == 0) {
        flush(m, count);
        flush(v, count);
      }
      gradients.put(gradientStart + from, g, 0, count);
      firstMoments.put(firstStart + from, m, 0, count);
      secondMoments.put(secondStart + from, v, 0, count);
    }
  }

  /** The gradient is replaced by the update, as ND4J wants it. */
  private static void step(
      float[] g,
      float[] m,
      float[] v,
      int count,
      float beta1,
      float beta2,
      float rate,
      float epsilon) {
    for (int i = 0; i < count; i++) {
      float gradient = g[i];
      float first = beta1 * m[i] + (1 - beta1) * gradient;
      float second = beta2 * v[i] + (1 - beta2) * gradient * gradient;
      m[i] = first;
      v[i] = second;
      g[i] = rate * first / ((float) Math.sqrt(second) + epsilon);
    }
  }

  private static void flush(float[] moments, int count) {
    for (int i = 0; i < count; i++) {
      if (Math.abs(moments[i]) < NEGLIGIBLE) {
        moments[i] = 0;
      }
    }
  }
}
