package org.vae4j.layers.base;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link ParametricLayer} at work in a network. */
public abstract class Parametric<C extends ParametricLayer> extends BaseLayer<C> {
  private static final long serialVersionUID = 1;

  protected Parametric(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public void fit(INDArray input, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException("fit: call fit on the network");
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
