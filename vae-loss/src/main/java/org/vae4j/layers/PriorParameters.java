package org.vae4j.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The one parameter of a {@link LearnedPriorLayer}: {@code [1, 2L]}, at first 0, which is N(0, I).
 */
final class PriorParameters implements ParamInitializer {
  static final PriorParameters INSTANCE = new PriorParameters();
  static final String KEY = "prior";

  private PriorParameters() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return ((LearnedPriorLayer) layer).getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(KEY);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(KEY);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return false;
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return KEY.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    INDArray prior = asRow(conf, view);
    if (initialize) {
      prior.assign(0);
    }
    conf.addVariable(KEY);
    return table(prior);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    return table(asRow(conf, view));
  }

  private INDArray asRow(NeuralNetConfiguration conf, INDArray view) {
    return view.reshape('c', 1, numParams(conf));
  }

  private static Map<String, INDArray> table(INDArray prior) {
    Map<String, INDArray> table = new LinkedHashMap<>();
    table.put(KEY, prior);
    return table;
  }
}
