package org.vae4j.layers.lean;

import java.util.Arrays;
import java.util.Collection;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.lean.patches.Axis;
import org.vae4j.layers.lean.patches.BiasAndActivation;
import org.vae4j.layers.lean.patches.FilterBank;
import org.vae4j.layers.lean.patches.Images;
import org.vae4j.layers.lean.patches.Patches;
import org.vae4j.layers.lean.patches.PlainArray;
import org.vae4j.loss.Precision;

/**
 * A convolution or a transposed one at work in a network: a linear map of images by a bank of
 * filters, which the subclasses give, then bias and activation.
 *
 * @param <C> its configuration
 */
abstract class LeanImageLayer<C extends ConvolutionLayer> extends BaseLayer<C> {
  private static final long serialVersionUID = 1;

  /** Without the cap, threshold or slope that DL4J's can have. */
  private static final ActivationReLU PLAIN_RECTIFIER = new ActivationReLU();

  /** Where the window sees the images of the last pass. */
  private transient Patches patches;

  /** What follows the linear map in the last pass, if that was a training pass; else null. */
  private transient BiasAndActivation output;

  /** For each image 1 where the rectifier let a value of the last training pass through, else 0. */
  private transient PlainArray[] gates = {};

  /** z of the last training pass, where the activation's derivative needs it. */
  private transient INDArray preActivation;

  LeanImageLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, Precision.require(conf.getLayer().getLayerName(), type));
  }

  static <L extends LeanImageLayer<?>> L initialised(
      L layer,
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize) {
    ConvolutionLayer window = (ConvolutionLayer) conf.getLayer();
    if (window.getCnn2dDataFormat() != CNN2DFormat.NCHW) {
      throw new IllegalStateException(
          "layer '%s': expected images in the format NCHW, got %s"
              .formatted(window.getLayerName(), window.getCnn2dDataFormat()));
    }
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(window.initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  /** Where the window sees input and output of this layer. */
  abstract Patches patches(int height, int width);

  /** Height and width of the output. */
  abstract long[] outputSize(Patches patches);

  /** From input to output, {@code then} what follows the linear map. */
  abstract void forward(FilterBank bank, Images input, Images result, BiasAndActivation then);

  /**
   * From the gradient by the output to that by the filters, and by the input.
   *
   * @param after what follows the linear map
   * @param byInput null if it is not asked for
   */
  abstract void backward(
      FilterBank bank, Images input, Images byOutput, BiasAndActivation after, Images byInput);

  /** Whether the gradient by the input is asked for. */
  abstract boolean needsInputGradient();

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireShape();
    applyDropOutIfNecessary(training, workspaces);
    int examples = Math.toIntExact(input.size(0));
    patches = patches(Math.toIntExact(input.size(2)), Math.toIntExact(input.size(3)));
    long[] size = outputSize(patches);
    Images images =
        Images.create(
            workspaces,
            ArrayType.ACTIVATIONS,
            dataType,
            examples,
            layerConf().getNOut(),
            size[0],
            size[1]);
    BiasAndActivation then =
        new BiasAndActivation(
            dataType,
            hasBias()
                ? getParamWithNoise(ConvolutionParamInitializer.BIAS_KEY, training, workspaces)
                : null,
            examples,
            Math.toIntExact(layerConf().getNOut()),
            Math.toIntExact(size[0] * size[1]),
            isRectifier(),
            training && isRectifier() ? gates(images) : null);
    FilterBank bank = bank(training, ArrayType.FF_WORKING_MEM, workspaces);
    forward(bank, Images.of(input.castTo(dataType)), images, then);
    output = training ? then : null;
    INDArray z = images.array();
    if (isRectifier() || layerConf().getActivationFn() instanceof ActivationIdentity) {
      return z;
    }
    if (training) {
      preActivation = workspaces.dup(ArrayType.ACTIVATIONS, z);
    }
    return layerConf().getActivationFn().getActivation(z, training);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    requireTrainingPass();
    INDArray dz =
        preActivation == null
            ? epsilon
            : layerConf().getActivationFn().backprop(preActivation, epsilon).getFirst();
    Images byInput =
        needsInputGradient()
            ? Images.create(workspaces, ArrayType.ACTIVATION_GRAD, dataType, input.shape())
            : null;
    FilterBank bank = bank(true, ArrayType.BP_WORKING_MEM, workspaces);
    backward(
        bank, Images.of(input.castTo(dataType)), Images.of(dz.castTo(dataType)), output, byInput);

    Gradient gradient = new DefaultGradient();
    if (hasBias()) {
      INDArray byBias = gradientViews.get(ConvolutionParamInitializer.BIAS_KEY);
      output.writeGradient(byBias);
      gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, byBias);
    }
    INDArray byWeights = gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY);
    bank.writeGradient(byWeights);
    gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, byWeights, 'c');
    weightNoiseParams.clear();
    return new Pair<>(gradient, byInput == null ? null : backpropDropOutIfPresent(byInput.array()));
  }

  private FilterBank bank(boolean training, ArrayType memory, LayerWorkspaceMgr workspaces) {
    return new FilterBank(
        patches,
        getParamWithNoise(ConvolutionParamInitializer.WEIGHT_KEY, training, workspaces),
        Math.toIntExact(input.size(0)),
        shape -> workspaces.createUninitialized(memory, dataType, shape, 'c'));
  }

  /** For the output of a pass; those of the pass before where they fit. */
  private PlainArray[] gates(Images images) {
    int examples = images.examples();
    int length = Math.toIntExact(images.array().length() / examples);
    if (gates.length != examples || gates[0].length() != length) {
      gates = new PlainArray[examples];
      Arrays.setAll(gates, i -> PlainArray.zeros(dataType, length));
    }
    return gates;
  }

  private boolean isRectifier() {
    return PLAIN_RECTIFIER.equals(layerConf().getActivationFn());
  }

  /** The padding that makes the convolution from {@code image} to {@code positions}. */
  final int[] padding(int[] positions, int[] image) {
    return layerConf().getConvolutionMode() == ConvolutionMode.Same
        ? ConvolutionUtils.getSameModeTopLeftPadding(
            positions,
            image,
            layerConf().getKernelSize(),
            layerConf().getStride(),
            layerConf().getDilation())
        : layerConf().getPadding();
  }

  /** The patches of images of a size, where the window has so many positions. */
  final Patches patches(int[] positions, int[] image, long channels) {
    int[] padding = padding(positions, image);
    Axis[] axes = new Axis[2];
    Arrays.setAll(
        axes,
        side ->
            new Axis(
                image[side],
                positions[side],
                layerConf().getKernelSize()[side],
                layerConf().getStride()[side],
                padding[side],
                layerConf().getDilation()[side]));
    return new Patches(axes[0], axes[1], Math.toIntExact(channels));
  }

  private void requireTrainingPass() {
    if (output == null) {
      throw new IllegalStateException(
          "layer '%s': expected a forward pass in training before the backward pass, found one in inference"
              .formatted(layerConf().getLayerName()));
    }
  }

  private void requireShape() {
    if (input.rank() != 4 || input.size(1) != layerConf().getNIn()) {
      throw new DL4JInvalidInputException(
          "layer '%s': expected input [N, %d, H, W], got %s"
              .formatted(
                  layerConf().getLayerName(),
                  layerConf().getNIn(),
                  Arrays.toString(input.shape())));
    }
  }

  @Override
  public boolean hasBias() {
    return layerConf().hasBias();
  }

  @Override
  public Type type() {
    return Type.CONVOLUTIONAL;
  }

  /** As DL4J's convolutions: weights are flattened in the order c. */
  @Override
  public void setParams(INDArray params) {
    setParams(params, 'c');
  }

  /** A mask of examples passes; one of pixels would need a rule for what the window sees of it. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int examples) {
    if (mask != null && mask.length() != examples) {
      throw new UnsupportedOperationException(
          "layer '%s': expected a mask of examples [%d, 1], got %s"
              .formatted(layerConf().getLayerName(), examples, Arrays.toString(mask.shape())));
    }
    return new Pair<>(mask, state);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void fit(INDArray input, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException("fit: call fit on the network");
  }

  @Override
  public void clear() {
    super.clear();
    preActivation = null;
    output = null;
  }
}
