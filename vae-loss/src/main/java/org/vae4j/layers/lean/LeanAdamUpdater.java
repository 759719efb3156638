package org.vae4j.layers.lean;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/**
 * One Adam step over blocks of plain floats that the JIT compiler vectorises, shared between the
 * cores. A block's result depends on that block alone, so who computes it does not show.
 *
 * <p>The moments of a weight whose gradient is exactly zero, at a pixel that is always black for
 * instance, decay into denormal numbers, on which a processor is many times slower. Every so many
 * steps what no update can feel any more is set to zero.
 */
final class LeanAdamUpdater extends AdamUpdater {
  /** Four arrays of so many floats fit into a core's first cache. */
  private static final int BLOCK = 2048;

  /** Of a block. */
  private static final double NANOSECONDS = 1000;

  /** Counted from iteration 0, not from the start of a process: a resumed run does the same. */
  private static final int FLUSH_EVERY = 25;

  LeanAdamUpdater(LeanAdam config) {
    super(config);
  }

  /** Turns the mean gradient into the update, in place, as ND4J wants it. */
  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    if (!isPlain(gradient)) {
      super.applyUpdater(gradient, iteration, epoch);
      return;
    }
    AdamStep step = AdamStep.of(getConfig(), iteration, epoch);
    HostMatrix gradients = row(gradient);
    HostMatrix firstMoments = row(getM());
    HostMatrix secondMoments = row(getV());
    forEachBlock(
        gradients.columns(),
        (block, from, count) -> {
          gradients.get(0, from, count, block.gradient);
          block.update(step, firstMoments, secondMoments, from, count);
          gradients.put(0, from, count, block.gradient);
        });
  }

  /** Whether {@link #step} can do it. */
  static boolean isPlain(INDArray array) {
    return array.dataType() == DataType.FLOAT && array.elementWiseStride() == 1;
  }

  /**
   * A whole step in one pass: parameters −= Adam's update for the gradient / examples.
   *
   * @param parameters {@code [1, P]} or {@code [P]}, plain
   * @param gradient of the sum over the examples, as long, plain; left as it is
   */
  void step(INDArray parameters, INDArray gradient, int examples, int iteration, int epoch) {
    AdamStep step = AdamStep.of(getConfig(), iteration, epoch);
    HostMatrix values = row(parameters);
    HostMatrix gradients = row(gradient);
    HostMatrix firstMoments = row(getM());
    HostMatrix secondMoments = row(getV());
    forEachBlock(
        gradients.columns(),
        (block, from, count) -> {
          gradients.get(0, from, count, block.gradient);
          block.divideGradient(examples, count);
          block.update(step, firstMoments, secondMoments, from, count);
          values.get(0, from, count, block.parameters);
          block.subtractUpdate(count);
          values.put(0, from, count, block.parameters);
        });
  }

  private static HostMatrix row(INDArray array) {
    return HostMatrix.of(array.reshape(1, array.length()));
  }

  private interface OnBlock {
    void compute(Block block, int from, int count);
  }

  private static void forEachBlock(int length, OnBlock body) {
    Cores.share(
        (length + BLOCK - 1) / BLOCK,
        NANOSECONDS,
        (first, end) -> {
          Block block = new Block();
          for (int from = first * BLOCK; from < Math.min(length, end * BLOCK); from += BLOCK) {
            body.compute(block, from, Math.min(BLOCK, length - from));
          }
        });
  }

  /** What lies in the cache while a block is computed. */
  private static final class Block {
    private final float[] gradient = new float[BLOCK];
    private final float[] first = new float[BLOCK];
    private final float[] second = new float[BLOCK];
    private final float[] parameters = new float[BLOCK];

    void divideGradient(float divisor, int count) {
      for (int i = 0; i < count; i++) {
        gradient[i] /= divisor;
      }
    }

    /** From the gradient to the update, in place, and the moments. */
    void update(AdamStep step, HostMatrix firsts, HostMatrix seconds, int from, int count) {
      firsts.get(0, from, count, first);
      seconds.get(0, from, count, second);
      step.apply(gradient, first, second, count);
      if (step.iteration() % FLUSH_EVERY == 0) {
        flush(first, step.negligible(), count);
        flush(second, step.negligible(), count);
      }
      firsts.put(0, from, count, first);
      seconds.put(0, from, count, second);
    }

    void subtractUpdate(int count) {
      for (int i = 0; i < count; i++) {
        parameters[i] -= gradient[i];
      }
    }

    private static void flush(float[] moments, float negligible, int count) {
      for (int i = 0; i < count; i++) {
        if (Math.abs(moments[i]) < negligible) {
          moments[i] = 0;
        }
      }
    }
  }
}
