package org.vae4j.layers;

import java.util.Collection;
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

/**
 * A prior N(mean, diag exp(logVariance)) whose 2L numbers are parameters of the network, the same
 * for every example; at first N(0, I). It is the third input of a {@link VaeLossLayer} with {@link
 * org.vae4j.loss.Prior#input}:
 *
 * <pre>
 * .addLayer("prior", new LearnedPriorLayer.Builder().latentSize(20).build(), "posterior")
 * .addLayer("loss", …, "logits", "posterior", "prior")
 * </pre>
 *
 * <p>Any {@code [N, …]} serves as its input: only N is taken from it, and no gradient goes back.
 * The parameters count as biases, so an L2 penalty on weights leaves them alone.
 */
public final class LearnedPriorLayer extends FeedForwardLayer {
  private static final long serialVersionUID = 1;

  /** For JSON; use the {@link Builder}. */
  public LearnedPriorLayer() {}

  private LearnedPriorLayer(Builder builder) {
    super(builder);
    setNOut(2L * LatentSize.require("LearnedPriorLayer", getLayerName(), builder.latentSize));
    initializeConstraints(builder);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    LearnedPrior layer = new LearnedPrior(conf, Precision.require(getLayerName(), type));
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return RowParameter.PRIOR;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    InputType output = getOutputType(-1, input);
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(getLayerName(), LearnedPriorLayer.class, input, output)
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(0, 0, 0, output.arrayElementsPerExample())
        .cacheMemory(0, 0)
        .build();
  }

  /** Builds a {@link LearnedPriorLayer}; the latent size is required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private int latentSize;

    /** L, the number of latent units. */
    public Builder latentSize(int latentSize) {
      this.latentSize = latentSize;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the latent size is not positive
     */
    @Override
    public LearnedPriorLayer build() {
      return new LearnedPriorLayer(this);
    }
  }
}
