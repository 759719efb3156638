package org.vae4j.layers.lean;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.util.ConvolutionUtils;
import org.deeplearning4j.util.ValidationUtils;

/**
 * What a convolution and a transposed one are built from: kernel, stride, padding and dilation, one
 * number for both sides of the image or two, {@code height, width}.
 *
 * @param <T> the builder itself
 */
abstract class WindowBuilder<T extends WindowBuilder<T>>
    extends ConvolutionLayer.BaseConvBuilder<T> {
  @Override
  protected boolean allowCausal() {
    return false; // it is for sequences
  }

  @Override
  public void setKernelSize(int[] kernelSize) {
    super.setKernelSize(ValidationUtils.validate2NonNegative(kernelSize, false, "kernelSize"));
  }

  @Override
  public void setStride(int[] stride) {
    super.setStride(ValidationUtils.validate2NonNegative(stride, false, "stride"));
  }

  @Override
  public void setPadding(int[] padding) {
    super.setPadding(ValidationUtils.validate2NonNegative(padding, false, "padding"));
  }

  @Override
  public void setDilation(int[] dilation) {
    super.setDilation(ValidationUtils.validate2NonNegative(dilation, false, "dilation"));
  }

  final void validate() {
    ConvolutionUtils.validateConvolutionModePadding(getConvolutionMode(), getPadding());
    ConvolutionUtils.validateCnnKernelStridePadding(getKernelSize(), getStride(), getPadding());
  }
}
