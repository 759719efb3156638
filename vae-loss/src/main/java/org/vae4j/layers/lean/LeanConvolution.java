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
    bank.eachChunk(
        input.examples(),
        (start, count) -> {
          bank.eachImage(count, (i, desk) -> unfold(bank, input, start, i, desk));
          bank.respond(count);
          bank.eachImage(
              count,
              (i, desk) -> {
                bank.getResponses(i, desk);
                then.forward(start + i, desk.responses);
                result.write(start + i, desk.responses);
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
                byOutput.read(start + i, desk.responses, desk.spareResponses);
                after.backward(start + i, desk.responses);
                bank.setResponses(i, desk);
                unfold(bank, input, start, i, desk);
              });
          bank.correlate(count);
          if (byInput != null) {
            bank.spread(count);
            bank.eachImage(
                count,
                (i, desk) -> {
                  bank.fold(i, desk);
                  byInput.write(start + i, desk.image);
                });
          }
        });
  }

  private static void unfold(FilterBank bank, Images input, int start, int i, Desk desk) {
    input.read(start + i, desk.image, desk.spareImage);
    bank.unfold(i, desk);
  }

  @Override
  boolean needsInputGradient() {
    return layerConf().isInputGradient();
  }
}
