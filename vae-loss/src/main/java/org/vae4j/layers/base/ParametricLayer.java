package org.vae4j.layers.base;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.Precision;

/** The configuration of a layer with parameters: it names them, and makes the layer at work. */
public abstract class ParametricLayer extends FeedForwardLayer {
  private static final long serialVersionUID = 1;

  private static final ParamInitializer INITIALIZER =
      new ParameterTable(layer -> ((ParametricLayer) layer).parameters());

  /** For JSON. */
  protected ParametricLayer() {}

  protected ParametricLayer(FeedForwardLayer.Builder<?> builder) {
    super(builder);
  }

  /** What the layer learns, in the order in which it lies in the network's parameters. */
  protected abstract List<Parameter> parameters();

  /** The layer at work, without its parameters yet. */
  protected abstract Parametric<?> atWork(NeuralNetConfiguration conf, DataType type);

  @Override
  public final Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Parametric<?> layer = atWork(conf, Precision.require(getLayerName(), type));
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public final ParamInitializer initializer() {
    return INITIALIZER;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    InputType output = getOutputType(-1, input);
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(getLayerName(), getClass(), input, output)
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(0, 0, 0, output.arrayElementsPerExample())
        .cacheMemory(0, 0)
        .build();
  }
}
