package org.vae4j.layers.lean.patches;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;

/**
 * What follows the linear map of a layer, image by image, {@code [H, W, F]}: the bias of each of F
 * channels, and a rectifier if there is one. Keeps from the forward pass what the backward pass
 * needs. Threads may work upon different images at a time.
 */
public final class BiasAndActivation {
  private final DataType type;
  private final int channels;
  private final boolean rectifies;

  /** Of each pixel. */
  private final PlainArray bias;

  /** 1 where the rectifier let a value of an image through, else 0; null if not asked for. */
  private final PlainArray[] gates;

  /**
   * The gradient by the bias, of each image: their sum must not depend on who computed which. Null
   * where there is no bias.
   */
  private final PlainArray[] byBias;

  /**
   * For one forward and backward pass.
   *
   * @param bias {@code [F]}, or null for none
   * @param gates one for each image, to note what the rectifier lets through; null if there is no
   *     rectifier, or no backward pass will follow
   */
  public BiasAndActivation(
      DataType type,
      INDArray bias,
      int examples,
      int channels,
      int pixels,
      boolean rectifies,
      PlainArray[] gates) {
    this.type = type;
    this.channels = channels;
    this.rectifies = rectifies;
    this.bias = PlainArray.zeros(type, channels * pixels);
    this.gates = gates;
    byBias = bias == null ? null : new PlainArray[examples];
    if (bias != null) {
      PlainArray one = PlainArray.zeros(type, channels);
      one.read(HostMatrix.of(bias.reshape(1, channels)), 0);
      this.bias.tile(one);
    }
  }

  public void forward(int example, PlainArray image) {
    image.add(bias);
    if (gates != null) {
      image.rectify(gates[example]);
    } else if (rectifies) {
      image.rectify();
    }
  }

  /** From the gradient by the output to the one by the linear map's result, in place. */
  public void backward(int example, PlainArray image) {
    if (gates != null) {
      image.multiply(gates[example]);
    }
    if (byBias != null) {
      byBias[example] = PlainArray.zeros(type, channels);
      byBias[example].sumRepetitionsOf(image);
    }
  }

  /** Writes the gradient by the bias, {@code [F]}, where there is one. */
  public void writeGradient(INDArray gradient) {
    PlainArray sum = PlainArray.zeros(type, channels);
    for (PlainArray one : byBias) {
      sum.add(one);
    }
    sum.write(HostMatrix.of(gradient.reshape(1, channels)), 0);
  }
}
