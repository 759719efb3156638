package org.vae4j.layers.rows;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.layers.base.Parameter;
import org.vae4j.layers.base.ParametricLayer;

/**
 * C inputs that are learned, {@code [C, D]}: parameters u of the network, held inside the range of
 * the data by
 *
 * <pre>
 * min(max(u, lowest), highest)
 * </pre>
 *
 * <p>Any {@code [N, …]} serves as its input: nothing is taken from it, and no gradient goes back.
 * The parameters count as biases, so an L2 penalty on weights leaves them alone.
 *
 * <p>The clamp, and no sigmoid, because it leaves examples as they are, those with pixels at the
 * very ends too. Its price: the gradient by a number that a step has carried out of the range is 0,
 * so it mostly stays at that end. At the ends themselves the gradient is still that of the inside.
 *
 * <p>At first u is uniform over the middle half of the range, where all have a gradient; {@link
 * PseudoInputs#startAt} puts examples in their place.
 *
 * @see <a href="https://arxiv.org/abs/1705.07120">Tomczak &amp; Welling 2018, section 2: the
 *     pseudo-inputs of VampPrior</a>
 */
public final class PseudoInputLayer extends ParametricLayer {
  private static final long serialVersionUID = 1;

  /** {@code [C, D]}, before the clamp. */
  static final String PSEUDO_INPUTS = "pseudoInputs";

  private int count;
  private int size;
  private double lowest;
  private double highest = 1;

  /** For JSON; use the {@link Builder}. */
  public PseudoInputLayer() {}

  private PseudoInputLayer(Builder builder) {
    super(builder);
    setCount(builder.count);
    setSize(builder.size);
    setLowest(builder.lowest);
    setHighest(builder.highest);
    requireRange();
    setNOut(size);
    initializeConstraints(builder);
  }

  /** C. */
  public int getCount() {
    return count;
  }

  public void setCount(int count) {
    this.count = requirePositive("count", count);
  }

  /** D. */
  public int getSize() {
    return size;
  }

  public void setSize(int size) {
    this.size = requirePositive("size", size);
  }

  /** The lower end of the range. */
  public double getLowest() {
    return lowest;
  }

  public void setLowest(double lowest) {
    this.lowest = lowest;
  }

  /** The upper end of the range. */
  public double getHighest() {
    return highest;
  }

  public void setHighest(double highest) {
    this.highest = highest;
  }

  private int requirePositive(String setting, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s: expected %s >= 1, got %d".formatted(name(), setting, value));
    }
    return value;
  }

  private void requireRange() {
    if (!(lowest < highest) || Double.isInfinite(highest - lowest)) {
      throw new IllegalArgumentException(
          "%s: expected finite lowest < highest, got %s and %s".formatted(name(), lowest, highest));
    }
  }

  private String name() {
    return getLayerName() == null ? "PseudoInputLayer" : "layer '" + getLayerName() + "'";
  }

  /** Nothing is taken from the input. */
  @Override
  public void setNIn(InputType input, boolean override) {}

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return InputType.feedForward(size);
  }

  @Override
  protected List<Parameter> parameters() {
    return List.of(new Parameter(PSEUDO_INPUTS, count, size, false, this::spread));
  }

  private void spread(INDArray values) {
    double width = highest - lowest;
    values.assign(
        Nd4j.rand(values.dataType(), values.shape()).muli(width / 2).addi(lowest + width / 4));
  }

  @Override
  protected PseudoInputs atWork(NeuralNetConfiguration conf, DataType type) {
    requirePositive("count", count);
    requirePositive("size", size);
    requireRange();
    return new PseudoInputs(conf, type);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && count == ((PseudoInputLayer) other).count
        && size == ((PseudoInputLayer) other).size
        && lowest == ((PseudoInputLayer) other).lowest
        && highest == ((PseudoInputLayer) other).highest;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof PseudoInputLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), count, size, lowest, highest);
  }

  @Override
  public String toString() {
    return "PseudoInputLayer(name=%s, count=%d, size=%d, lowest=%s, highest=%s)"
        .formatted(getLayerName(), count, size, lowest, highest);
  }

  /** Builds a {@link PseudoInputLayer}; {@link #count} and {@link #size} are required. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private int count;
    private int size;
    private double lowest;
    private double highest = 1;

    /** C, how many. */
    public Builder count(int count) {
      this.count = count;
      return this;
    }

    /** D, the size of an input. */
    public Builder size(int size) {
      this.size = size;
      return this;
    }

    /** The range of the data; 0 to 1 unless it is said. */
    public Builder range(double lowest, double highest) {
      this.lowest = lowest;
      this.highest = highest;
      return this;
    }

    /**
     * @throws IllegalArgumentException if count or size is not positive, or the range is empty or
     *     not finite
     */
    @Override
    public PseudoInputLayer build() {
      return new PseudoInputLayer(this);
    }
  }
}
