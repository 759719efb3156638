package org.vae4j.layers;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.vae4j.loss.ReconstructionPass;
import org.vae4j.loss.ReconstructionTerm;

/**
 * One of DL4J's loss functions as the reconstruction term. It has no density: one output a feature,
 * a value to minimise, and nothing to sample from.
 *
 * @param loss sums over features, see {@link SumOverFeatures}
 * @param activation what the loss applies to the decoder's output first
 */
record SummedLoss(ILossFunction loss, IActivation activation) implements ReconstructionTerm {
  @Override
  public long parameterCount(long features) {
    return features;
  }

  @Override
  public long featureCount(long parameters) {
    return parameters;
  }

  /** The activated output. */
  @Override
  public INDArray mean(INDArray parameters) {
    return activation.getActivation(parameters.dup(), false);
  }

  @Override
  public ReconstructionPass over(String owner, INDArray x, INDArray parameters, INDArray mask) {
    return new SummedLossPass(this, owner, x, parameters, mask);
  }
}
