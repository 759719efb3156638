package org.vae4j.layers;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.base.OnlyLayer;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.likelihood.Likelihood;

/**
 * The output layer of a variational autoencoder at work: {@link VaeLoss}, whose KL divergence is in
 * closed form, or {@link ImportanceWeightedLoss}, whose is estimated from draws.
 */
public interface VariationalLoss extends IOutputLayer {
  /**
   * The loss layer of a network.
   *
   * @throws IllegalArgumentException if it has none or several
   */
  static VariationalLoss of(ComputationGraph net) {
    return OnlyLayer.in(net, VariationalLoss.class);
  }

  /**
   * The loss of the last batch term by term: after a training step, {@code score} or {@code
   * scoreExamples}. A KL divergence that is estimated from draws is given as that of one unit.
   *
   * @throws IllegalStateException if there was none
   */
  LossTerms lossTerms();

  /** The negative ELBO of each example of the batch whose input and labels are set. */
  List<ExampleTerms> exampleTerms();

  /**
   * p(x | z).
   *
   * @throws UnsupportedOperationException if the reconstruction term is a loss without a density
   */
  Likelihood likelihood();

  /** p(x | z); empty if the reconstruction term is a loss without a density. */
  Optional<Likelihood> density();

  /**
   * What the network's output is for a decoder's output {@code [M, P]}: the mean of x under the
   * likelihood, {@code [M, D]}.
   */
  INDArray mean(INDArray decoderOutput);
}
