package org.vae4j.layers.lean;

import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * DL4J's {@link FeedForwardToCnnPreProcessor}, rows {@code [N, C·H·W]} to images {@code [N, C, H,
 * W]}, in front of a layer that computes no gradient by its input.
 */
public final class RowsToImages extends FeedForwardToCnnPreProcessor {
  private static final long serialVersionUID = 1;

  /** Rows that hold images of this shape, channel by channel. */
  @JsonCreator
  public RowsToImages(
      @JsonProperty("inputHeight") long height,
      @JsonProperty("inputWidth") long width,
      @JsonProperty("numChannels") long channels) {
    super(height, width, channels);
  }

  @Override
  public INDArray backprop(INDArray epsilons, int examples, LayerWorkspaceMgr workspaces) {
    return epsilons == null ? null : super.backprop(epsilons, examples, workspaces);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // copies all fields
  public RowsToImages clone() {
    return (RowsToImages) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof RowsToImages;
  }
}
