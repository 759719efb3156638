package org.vae4j.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The one parameter of a layer, a row that is 0 at first. It counts as a bias. */
final class RowParameter implements ParamInitializer {
  /** Of a {@link LearnedPriorLayer}: {@code [1, 2L]}, at first N(0, I). */
  static final RowParameter PRIOR =
      new RowParameter("prior", layer -> ((LearnedPriorLayer) layer).getNOut());

  /** Of a {@link ConstantOutputsLayer}: {@code [1, C]}. */
  static final RowParameter CONSTANTS =
      new RowParameter("constants", layer -> ((ConstantOutputsLayer) layer).getPlaces().length);

  private final String key;
  private final ToLongFunction<Layer> length;

  private RowParameter(String key, ToLongFunction<Layer> length) {
    this.key = key;
    this.length = length;
  }

  /** Its name in the network. */
  String key() {
    return key;
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return length.applyAsLong(layer);
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(key);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(key);
  }

  @Override
  public boolean isWeightParam(Layer layer, String name) {
    return false;
  }

  @Override
  public boolean isBiasParam(Layer layer, String name) {
    return key.equals(name);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    INDArray row = asRow(conf, view);
    if (initialize) {
      row.assign(0);
    }
    conf.addVariable(key);
    return table(row);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    return table(asRow(conf, view));
  }

  private INDArray asRow(NeuralNetConfiguration conf, INDArray view) {
    return view.reshape('c', 1, numParams(conf));
  }

  private Map<String, INDArray> table(INDArray row) {
    Map<String, INDArray> table = new LinkedHashMap<>();
    table.put(key, row);
    return table;
  }
}
