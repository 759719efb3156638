package org.vae4j.layers.base;

import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * An output layer that knows no classes and has no parameters of its own: DL4J's output layers are
 * classifiers by type, and this one refuses that part by name.
 */
public abstract class OutputWithoutClasses<C extends Layer> extends AbstractLayer<C>
    implements IOutputLayer {
  private static final long serialVersionUID = 1;

  protected OutputWithoutClasses(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public double f1Score(DataSet data) {
    throw noClasses("f1Score");
  }

  @Override
  public double f1Score(INDArray examples, INDArray labels) {
    throw noClasses("f1Score");
  }

  @Override
  @Deprecated
  public int numLabels() {
    throw noClasses("numLabels");
  }

  @Override
  public int[] predict(INDArray examples) {
    throw noClasses("predict");
  }

  @Override
  public List<String> predict(DataSet data) {
    throw noClasses("predict");
  }

  @Override
  public void fit(DataSetIterator data) {
    throw trainTheNetwork();
  }

  @Override
  public void fit(INDArray examples, INDArray labels) {
    throw trainTheNetwork();
  }

  @Override
  public void fit(DataSet data) {
    throw trainTheNetwork();
  }

  @Override
  public void fit(INDArray examples, int[] labels) {
    throw trainTheNetwork();
  }

  private UnsupportedOperationException noClasses(String method) {
    return new UnsupportedOperationException(
        "%s: a %s has no classes".formatted(method, getClass().getSimpleName()));
  }

  private UnsupportedOperationException trainTheNetwork() {
    return new UnsupportedOperationException(
        "fit: a %s has no parameters; call fit on the network"
            .formatted(getClass().getSimpleName()));
  }
}
