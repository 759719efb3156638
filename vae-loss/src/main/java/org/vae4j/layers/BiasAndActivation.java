package org.vae4j.layers;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.HostMatrix;

/**
 * What follows the linear map of a layer, image by image, {@code [H, W, F]}: the bias of each of F
 * channels, and a rectifier if there is one. Keeps from the forward pass what the backward pass
 * needs.
 */
final class BiasAndActivation {
  private final int channels;
  private final int imageSize;
  private final boolean rectifies;
  private final PlainArray bias;
  private final PlainArray byBias;

  /** 1 where the rectifier let a value through, else 0, image by image; null if not asked for. */
  private final PlainArray gate;

  /**
   * For one forward and backward pass.
   *
   * @param bias {@code [F]}, or null for none
   * @param gate one value for each of the output, to note what the rectifier lets through; null if
   *     there is no rectifier, or no backward pass will follow
   */
  BiasAndActivation(
      DataType type, INDArray bias, int channels, int pixels, boolean rectifies, PlainArray gate) {
    this.channels = channels;
    this.imageSize = channels * pixels;
    this.rectifies = rectifies;
    this.bias = PlainArray.zeros(type, imageSize);
    this.byBias = PlainArray.zeros(type, imageSize);
    this.gate = gate;
    if (bias != null) {
      PlainArray one = PlainArray.zeros(type, channels);
      one.read(HostMatrix.of(bias.reshape(1, channels)), 0);
      this.bias.tile(one);
    }
  }

  void forward(int example, PlainArray image) {
    image.add(bias);
    if (gate != null) {
      image.rectify(gate, example * imageSize);
    } else if (rectifies) {
      image.rectify();
    }
  }

  /** From the gradient by the output to the one by the linear map's result, in place. */
  void backward(int example, PlainArray image) {
    if (gate != null) {
      image.multiply(gate, example * imageSize);
    }
    byBias.add(image);
  }

  /** Writes the gradient by the bias, {@code [F]}. */
  void writeGradient(INDArray gradient, DataType type) {
    PlainArray sum = PlainArray.zeros(type, channels);
    sum.sumRepetitionsOf(byBias);
    sum.write(HostMatrix.of(gradient.reshape(1, channels)), 0);
  }
}
