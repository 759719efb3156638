package org.vae4j.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The {@link LeanTransposedConvolutionLayer} at work in a network: its input is taken for what
 * filters responded, and its output is the sum of the filters where they did.
 */
public final class LeanTransposedConvolution
    extends LeanImageLayer<LeanTransposedConvolutionLayer> {
  private static final long serialVersionUID = 1;

  LeanTransposedConvolution(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  Patches patches(int height, int width) {
    int[] image =
        ConvolutionUtils.getDeconvolutionOutputSize(
            input,
            layerConf().getKernelSize(),
            layerConf().getStride(),
            layerConf().getPadding(),
            layerConf().getConvolutionMode(),
            layerConf().getDilation(),
            CNN2DFormat.NCHW);
    return patches(new int[] {height, width}, image, layerConf().getNOut());
  }

  @Override
  long[] outputSize(Patches patches) {
    return new long[] {patches.vertical().size(), patches.horizontal().size()};
  }

  @Override
  void forward(FilterBank bank, Images input, Images result, BiasAndActivation then) {
    PlainArray image = bank.newImage();
    PlainArray responses = bank.newResponses();
    for (int start = 0; start < input.examples(); start += bank.capacity()) {
      int count = Math.min(bank.capacity(), input.examples() - start);
      for (int i = 0; i < count; i++) {
        input.read(start + i, responses);
        bank.setResponses(i, responses);
      }
      bank.spread(count);
      for (int i = 0; i < count; i++) {
        image.clear();
        bank.fold(i, image);
        then.forward(start + i, image);
        result.write(start + i, image);
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
        byOutput.read(start + i, image);
        after.backward(start + i, image);
        bank.unfold(i, image);
        input.read(start + i, responses);
        bank.setResponses(i, responses);
      }
      bank.correlate(count);
      bank.respond(count);
      for (int i = 0; i < count; i++) {
        bank.getResponses(i, responses);
        byInput.write(start + i, responses);
      }
    }
  }

  @Override
  boolean needsInputGradient() {
    return true;
  }
}
