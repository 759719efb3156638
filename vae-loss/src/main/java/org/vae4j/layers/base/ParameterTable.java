package org.vae4j.layers.base;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The parameters of a layer: matrices by name, one behind the other, each row by row. */
public final class ParameterTable implements ParamInitializer {
  private final Function<Layer, List<Parameter>> parameters;

  /**
   * @param parameters those of a layer's configuration, in their order
   */
  public ParameterTable(Function<Layer, List<Parameter>> parameters) {
    this.parameters = parameters;
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return parameters.apply(layer).stream().mapToLong(Parameter::length).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return parameters.apply(layer).stream().map(Parameter::key).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return keys(layer, true);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return keys(layer, false);
  }

  private List<String> keys(Layer layer, boolean weights) {
    return parameters.apply(layer).stream()
        .filter(parameter -> parameter.weight() == weights)
        .map(Parameter::key)
        .toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return biasKeys(layer).contains(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    Map<String, INDArray> table = getGradientsFromFlattened(conf, view);
    for (Parameter parameter : parameters.apply(conf.getLayer())) {
      if (initialize) {
        parameter.start().fill(table.get(parameter.key()));
      }
      conf.addVariable(parameter.key());
    }
    return table;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    INDArray flat = view.reshape('c', new long[] {view.length()});
    Map<String, INDArray> table = new LinkedHashMap<>();
    long from = 0;
    for (Parameter parameter : parameters.apply(conf.getLayer())) {
      long to = from + parameter.length();
      table.put(
          parameter.key(),
          flat.get(NDArrayIndex.interval(from, to))
              .reshape('c', new long[] {parameter.rows(), parameter.columns()}));
      from = to;
    }
    return table;
  }
}
