package org.vae4j.layers;

import java.util.Objects;
import org.deeplearning4j.nn.conf.layers.variational.ReconstructionDistribution;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.vae4j.loss.likelihood.Likelihood;

/**
 * A {@link Likelihood} for DL4J's own {@code VariationalAutoencoder} layer:
 *
 * <pre>{@code
 * new VariationalAutoencoder.Builder()
 *     .reconstructionDistribution(new LikelihoodReconstructionDistribution(new BernoulliLikelihood()))
 * }</pre>
 *
 * <p>DL4J's {@code BernoulliReconstructionDistribution} works on rounded probabilities and lets a
 * saturated wrong pixel pass for nothing; this one charges it and lets it pull.
 */
public final class LikelihoodReconstructionDistribution implements ReconstructionDistribution {
  private static final long serialVersionUID = 1;
  private static final IActivation IDENTITY = new ActivationIdentity();

  private final Likelihood likelihood;

  /**
   * The distribution that a likelihood is.
   *
   * @param likelihood p(x | z)
   * @throws IllegalArgumentException if there is none
   */
  public LikelihoodReconstructionDistribution(@JsonProperty("likelihood") Likelihood likelihood) {
    if (likelihood == null) {
      throw new IllegalArgumentException(
          "LikelihoodReconstructionDistribution: expected a likelihood, got none");
    }
    this.likelihood = likelihood;
  }

  /** p(x | z). */
  public Likelihood getLikelihood() {
    return likelihood;
  }

  /** False: there is a density. */
  @Override
  public boolean hasLossFunction() {
    return false;
  }

  @Override
  public int distributionInputSize(int dataSize) {
    return Math.toIntExact(likelihood.parameterCount(dataSize));
  }

  @Override
  public double negLogProbability(INDArray x, INDArray parameters, boolean average) {
    return likelihood.computeScore(x, parameters, IDENTITY, null, average);
  }

  @Override
  public INDArray exampleNegLogProbability(INDArray x, INDArray parameters) {
    return likelihood.computeScoreArray(x, parameters, IDENTITY, null);
  }

  @Override
  public INDArray gradient(INDArray x, INDArray parameters) {
    return likelihood.computeGradient(x, parameters, IDENTITY, null);
  }

  @Override
  public INDArray generateRandom(INDArray parameters) {
    return likelihood.sample(parameters, Nd4j.getRandom());
  }

  @Override
  public INDArray generateAtMean(INDArray parameters) {
    return likelihood.mean(parameters);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LikelihoodReconstructionDistribution that
        && likelihood.equals(that.likelihood);
  }

  @Override
  public int hashCode() {
    return Objects.hash(LikelihoodReconstructionDistribution.class, likelihood);
  }

  @Override
  public String toString() {
    return "LikelihoodReconstructionDistribution(" + likelihood + ")";
  }
}
