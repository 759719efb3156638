package org.vae4j.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.loss.Precision;

/**
 * The first layer of an encoder of tables: makes of a row of numbers, counts and categories {@code
 * [N, D]} what a dense layer can weigh, {@code [N, M]}. M is larger than D by the categories. The
 * labels of the loss stay the row itself.
 *
 * <p>It has no parameters, and no gradient goes back: x is the network's input.
 */
public final class TableInputLayer extends NoParamLayer {
  private static final long serialVersionUID = 1;

  private List<ColumnEncoding> columns = List.of();

  /** For JSON; use the {@link Builder}. */
  public TableInputLayer() {}

  private TableInputLayer(Builder builder) {
    super(builder);
    setColumns(builder.columns);
  }

  /** How each of the D columns is seen. */
  public List<ColumnEncoding> getColumns() {
    return new ArrayList<>(columns);
  }

  public void setColumns(List<ColumnEncoding> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("TableInputLayer: expected at least one column, got none");
    }
    this.columns = new ArrayList<>(columns);
  }

  /** M. */
  int width() {
    return columns.stream().mapToInt(ColumnEncoding::width).sum();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    TableInput layer = new TableInput(conf, Precision.require(getLayerName(), type));
    layer.setListeners(listeners);
    layer.setIndex(index);
    return layer;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    long found = FeedForwardInput.size(input, getLayerName());
    if (found != columns.size()) {
      throw new IllegalStateException(
          "layer '%s': expected rows of %d columns, got %d"
              .formatted(getLayerName(), columns.size(), found));
    }
    return InputType.feedForward(width());
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return FeedForwardInput.preProcessor(input);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return new LayerMemoryReport.Builder(
            getLayerName(), TableInputLayer.class, input, getOutputType(-1, input))
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && columns.equals(((TableInputLayer) other).columns);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof TableInputLayer;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + columns.hashCode();
  }

  /** Builds a {@link TableInputLayer}; {@link #columns} is required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.Layer.Builder<Builder> {
    private List<ColumnEncoding> columns = List.of();

    /** How each of the D columns is seen. */
    public Builder columns(List<ColumnEncoding> columns) {
      this.columns = List.copyOf(columns);
      return this;
    }

    /**
     * @throws IllegalArgumentException if there is no column
     */
    @Override
    public TableInputLayer build() {
      return new TableInputLayer(this);
    }
  }
}
