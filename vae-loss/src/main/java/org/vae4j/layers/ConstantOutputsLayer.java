package org.vae4j.layers;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.vae4j.layers.base.FeedForwardInput;
import org.vae4j.layers.base.Parameter;
import org.vae4j.layers.base.ParametricLayer;

/**
 * The last layer of a decoder some of whose outputs are the same for every z, such as the noise of
 * a column: input {@code [N, P − C]}, output {@code [N, P]}, of which C places hold constants that
 * are learned and the others the input in its order.
 *
 * <p>A constant is its start plus {@value #RATE} times a parameter that is 0 at first: Adam moves
 * all parameters equally fast, and a log-variance has farther to go than a weight.
 */
public final class ConstantOutputsLayer extends ParametricLayer {
  private static final long serialVersionUID = 1;

  /** Its one parameter, a row. */
  static final String CONSTANTS = "constants";

  static final double RATE = 10;

  private int[] places = {};
  private double[] starts = {};

  /** For JSON; use the {@link Builder}. */
  public ConstantOutputsLayer() {}

  private ConstantOutputsLayer(Builder builder) {
    super(builder);
    setPlaces(builder.places);
    setStarts(builder.starts.length == 0 ? new double[places.length] : builder.starts);
    initializeConstraints(builder);
  }

  /** Which of the P outputs are constants, ascending. */
  public int[] getPlaces() {
    return places.clone();
  }

  public void setPlaces(int[] places) {
    int[] sorted = Arrays.stream(places).sorted().distinct().toArray();
    if (sorted.length == 0 || sorted[0] < 0 || !Arrays.equals(sorted, places)) {
      throw new IllegalArgumentException(
          "ConstantOutputsLayer: expected places that ascend from 0 or later, got "
              + Arrays.toString(places));
    }
    this.places = sorted;
  }

  /** The value that each of the constants has at first. */
  public double[] getStarts() {
    return starts.clone();
  }

  public void setStarts(double[] starts) {
    this.starts = starts.clone();
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    setNIn(FeedForwardInput.size(input, getLayerName()));
    setNOut(getNIn() + places.length);
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    long outputs = FeedForwardInput.size(input, getLayerName()) + places.length;
    if (places[places.length - 1] >= outputs) {
      throw new IllegalStateException(
          "layer '%s': expected places below its %d outputs, got %s"
              .formatted(getLayerName(), outputs, Arrays.toString(places)));
    }
    return InputType.feedForward(outputs);
  }

  @Override
  protected List<Parameter> parameters() {
    return List.of(Parameter.bias(CONSTANTS, places.length));
  }

  @Override
  protected ConstantOutputs atWork(NeuralNetConfiguration conf, DataType type) {
    return new ConstantOutputs(conf, type);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && Arrays.equals(places, ((ConstantOutputsLayer) other).places)
        && Arrays.equals(starts, ((ConstantOutputsLayer) other).starts);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof ConstantOutputsLayer;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * super.hashCode() + Arrays.hashCode(places)) + Arrays.hashCode(starts);
  }

  /** Builds a {@link ConstantOutputsLayer}; {@link #places} are required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private int[] places = {};
    private double[] starts = {};

    /** Which of the P outputs are constants, ascending. */
    public Builder places(int... places) {
      this.places = places.clone();
      return this;
    }

    /** The value that each constant has at first; 0 unless it is said. */
    public Builder starts(double... starts) {
      this.starts = starts.clone();
      return this;
    }

    /**
     * @throws IllegalArgumentException if there are no places, or they do not ascend
     */
    @Override
    public ConstantOutputsLayer build() {
      return new ConstantOutputsLayer(this);
    }
  }
}
