package org.vae4j.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.buffer.DataType;

/** The {@link LeanConvolutionLayer} at work in a network: its output is what filters respond. */
public final class LeanConvolution extends LeanImageLayer<LeanConvolutionLayer> {
  private static final long serialVersionUID = 1;

  LeanConvolution(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  Patches patches(int height, int width) {
    int[] positions =
        ConvolutionUtils.getOutputSize(
            input,
            layerConf().getKernelSize(),
            layerConf().getStride(),
            layerConf().getPadding(),
            layerConf().getConvolutionMode(),
            layerConf().getDilation(),
            CNN2DFormat.NCHW);
    return patches(positions, new int[] {height, width}, layerConf().getNIn());
  }

  @Override
  long[] outputSize(Patches patches) {
    return new long[] {patches.vertical().positions(), patches.horizontal().positions()};
  }

  @Override
  void forward(FilterBank bank, Images input, Images result, BiasAndActivation then) {
    PlainArray image = bank.newImage();
    PlainArray responses = bank.newResponses();
    for (int start = 0; start < input.examples(); start += bank.capacity()) {
      int count = Math.min(bank.capacity(), input.examples() - start);
      for (int i = 0; i < count; i++) {
        input.read(start + i, image);
        bank.unfold(i, image);
      }
      bank.respond(count);
      for (int i = 0; i < count; i++) {
        bank.getResponses(i, responses);
        then.forward(start + i, responses);
        result.write(start + i, responses);
      }
    }
  }

  @Override
  void backward(
      FilterBank bank, Images input, Images byOutput, BiasAndActivation after, Images byInput) {
    PlainArray image = bank.newImage();
    PlainArray responses = bank.newResponses();
    for (int start = 0; start < input.examples(); start += bank.capacity()) {
      int count = Math.min(bank.capacity(), input.examples() - start);
      for (int i = 0; i < count; i++) {
        byOutput.read(start + i, responses);
        after.backward(start + i, responses);
        bank.setResponses(i, responses);
        input.read(start + i, image);
        bank.unfold(i, image);
      }
      bank.correlate(count);
      if (byInput == null) {
        continue;
      }
      bank.spread(count);
      for (int i = 0; i < count; i++) {
        image.clear();
        bank.fold(i, image);
        byInput.write(start + i, image);
      }
    }
  }

  @Override
  boolean needsInputGradient() {
    return layerConf().isInputGradient();
  }
}
