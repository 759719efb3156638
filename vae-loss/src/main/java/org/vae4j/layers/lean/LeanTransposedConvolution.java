package org.vae4j.layers.lean;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.vae4j.layers.lean.patches.BiasAndActivation;
import org.vae4j.layers.lean.patches.Desk;
import org.vae4j.layers.lean.patches.FilterBank;
import org.vae4j.layers.lean.patches.Images;
import org.vae4j.layers.lean.patches.Patches;

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
    bank.eachChunk(
        input.examples(),
        (start, count) -> {
          bank.eachImage(count, (i, desk) -> takeResponses(bank, input, start, i, desk));
          bank.spread(count);
          bank.eachImage(
              count,
              (i, desk) -> {
                bank.fold(i, desk);
                then.forward(start + i, desk.image);
                result.write(start + i, desk.image);
              });
        });
  }

  @Override
  void backward(
      FilterBank bank, Images input, Images byOutput, BiasAndActivation after, Images byInput) {
    bank.eachChunk(
        input.examples(),
        (start, count) -> {
          bank.eachImage(
              count,
              (i, desk) -> {
                byOutput.read(start + i, desk.image, desk.spareImage);
                after.backward(start + i, desk.image);
                bank.unfold(i, desk);
                takeResponses(bank, input, start, i, desk);
              });
          bank.correlate(count);
          bank.respond(count);
          bank.eachImage(
              count,
              (i, desk) -> {
                bank.getResponses(i, desk);
                byInput.write(start + i, desk.responses);
              });
        });
  }

  private static void takeResponses(FilterBank bank, Images input, int start, int i, Desk desk) {
    input.read(start + i, desk.responses, desk.spareResponses);
    bank.setResponses(i, desk);
  }

  @Override
  boolean needsInputGradient() {
    return true;
  }
}
