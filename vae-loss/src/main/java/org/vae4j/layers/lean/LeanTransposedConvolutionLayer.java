package org.vae4j.layers.lean;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A two-dimensional transposed convolution, {@code [N, C, H, W]} to {@code [N, F, H', W']} with H'
 * = stride · (H − 1) + kernel − 2 · padding: the same parameters, initialisation and results as
 * DL4J's {@code Deconvolution2D} in its format NCHW, with which it is interchangeable, and many
 * times as fast on a CPU.
 *
 * <p>It is the adjoint of a {@link LeanConvolutionLayer} with the same window, and is computed as
 * that one's backward pass.
 *
 * <p>What the backward pass needs is kept in training alone, so DL4J's {@code
 * FrozenLayerWithBackprop}, which runs a layer forward as at inference and then backward, is
 * refused; {@code FrozenLayer} is not.
 */
public final class LeanTransposedConvolutionLayer extends Deconvolution2D {
  private static final long serialVersionUID = 1;

  /** For JSON; use the {@link Builder}. */
  public LeanTransposedConvolutionLayer() {}

  private LeanTransposedConvolutionLayer(Builder builder) {
    super(builder);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    LayerValidation.assertNInNOutSet(
        "LeanTransposedConvolutionLayer", getLayerName(), index, getNIn(), getNOut());
    return LeanImageLayer.initialised(
        new LeanTransposedConvolution(conf, type), conf, listeners, index, parameters, initialize);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // copies all fields
  public LeanTransposedConvolutionLayer clone() {
    return (LeanTransposedConvolutionLayer) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof LeanTransposedConvolutionLayer;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  /**
   * Builds a {@link LeanTransposedConvolutionLayer}; {@link #nOut}, the number of channels of its
   * output, is required.
   */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends WindowBuilder<Builder> {
    @Override
    public LeanTransposedConvolutionLayer build() {
      validate();
      return new LeanTransposedConvolutionLayer(this);
    }
  }
}
