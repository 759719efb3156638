package org.vae4j.layers.lean;

import org.vae4j.layers.lean.product.RowPass;

/** Adds the bias to some columns of a dense layer's product, and rectifies where that is asked. */
final class BiasAndRectifier implements RowPass {
  private final float[] bias;
  private final float[] open;
  private final Gate gate;
  private final int from;

  /**
   * For columns {@code from} on.
   *
   * @param bias of those columns
   * @param gate notes what the rectifier lets through; null for no rectifier
   */
  BiasAndRectifier(float[] bias, Gate gate, int from) {
    this.bias = bias;
    this.open = new float[bias.length];
    this.gate = gate;
    this.from = from;
  }

  @Override
  public void apply(int row, float[] values) {
    add(values);
    if (gate != null) {
      rectify(values);
      gate.put(row, from, open);
    }
  }

  private void add(float[] values) {
    for (int j = 0; j < bias.length; j++) {
      values[j] += bias[j];
    }
  }

  /** Without a branch, so that the loop is vectorised; no activation is a denormal number. */
  private void rectify(float[] values) {
    for (int j = 0; j < open.length; j++) {
      float y = Math.max(values[j], 0);
      values[j] = y;
      open[j] = Math.min(y * Float.MAX_VALUE, 1);
    }
  }
}
