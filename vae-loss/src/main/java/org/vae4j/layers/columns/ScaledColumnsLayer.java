package org.vae4j.layers.columns;

import java.util.Arrays;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.Precision;

/**
 * Columns in other units: {@code y = shift + scale · x} for each column by itself, {@code [N, D]}
 * in and out. Shifts and scales are given, not learned.
 *
 * <p>Behind an encoder's first layer it gives the columns mean 0 and deviation 1. At a decoder's
 * end it is the way back: what the layer before it puts out is of size 1 whatever the columns are.
 */
public final class ScaledColumnsLayer extends NoParamLayer {
  private static final long serialVersionUID = 1;

  private double[] shifts = {};
  private double[] scales = {};

  /** For JSON; use the {@link Builder}. */
  public ScaledColumnsLayer() {}

  private ScaledColumnsLayer(Builder builder) {
    super(builder);
    if (builder.shifts.length == 0 || builder.shifts.length != builder.scales.length) {
      throw new IllegalArgumentException(
          "ScaledColumnsLayer: expected as many shifts as scales and at least one, got %d and %d"
              .formatted(builder.shifts.length, builder.scales.length));
    }
    setShifts(builder.shifts);
    setScales(builder.scales);
  }

  /** What is added to each of the D columns, after it is scaled. */
  public double[] getShifts() {
    return shifts.clone();
  }

  public void setShifts(double[] shifts) {
    requireFinite("shifts", shifts);
    this.shifts = shifts.clone();
  }

  /** What each of the D columns is multiplied by. */
  public double[] getScales() {
    return scales.clone();
  }

  public void setScales(double[] scales) {
    requireFinite("scales", scales);
    this.scales = scales.clone();
  }

  private static void requireFinite(String what, double[] values) {
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "ScaledColumnsLayer: expected finite %s, got %s"
              .formatted(what, Arrays.toString(values)));
    }
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    ScaledColumns layer = new ScaledColumns(conf, Precision.require(getLayerName(), type));
    layer.setListeners(listeners);
    layer.setIndex(index);
    return layer;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    long found = input.arrayElementsPerExample();
    if (input.getType() != InputType.Type.FF || found != shifts.length) {
      throw new IllegalStateException(
          "layer '%s': expected rows of %d columns, got %s"
              .formatted(getLayerName(), shifts.length, input));
    }
    return InputType.feedForward(found);
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null; // what are no rows is refused
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return new LayerMemoryReport.Builder(
            getLayerName(), ScaledColumnsLayer.class, input, getOutputType(-1, input))
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && Arrays.equals(shifts, ((ScaledColumnsLayer) other).shifts)
        && Arrays.equals(scales, ((ScaledColumnsLayer) other).scales);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof ScaledColumnsLayer;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * super.hashCode() + Arrays.hashCode(shifts)) + Arrays.hashCode(scales);
  }

  /** Builds a {@link ScaledColumnsLayer}; {@link #shifts} and {@link #scales} are required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.Layer.Builder<Builder> {
    private double[] shifts = {};
    private double[] scales = {};

    /** What is added to each of the D columns, after it is scaled. */
    public Builder shifts(double... shifts) {
      this.shifts = shifts.clone();
      return this;
    }

    /** What each of the D columns is multiplied by. */
    public Builder scales(double... scales) {
      this.scales = scales.clone();
      return this;
    }

    /**
     * @throws IllegalArgumentException if there is no column, one has not both, or a number is not
     *     finite
     */
    @Override
    public ScaledColumnsLayer build() {
      return new ScaledColumnsLayer(this);
    }
  }
}
