package org.vae4j.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.likelihood.Likelihood;

/**
 * How z is drawn, what its density is, and what is minimised: the parts of a graph between encoder
 * and decoder, and its end.
 */
public sealed interface Objective permits ClosedForm, SampledObjective {
  /** L, the number of latent units. */
  int latentSize();

  /** p(x | z), or null of a loss without a density. */
  Likelihood likelihood();

  /** P, how many decoder outputs describe D features. */
  long decoderOutputs(long features);

  /**
   * Adds what the encoder sees.
   *
   * @param features D
   * @return its name
   */
  String addInput(VaeGraph graph, int features);

  /**
   * Adds q(z | x) on top of the encoder, and z.
   *
   * @param encoder the last of the encoder's layers
   */
  void addLatent(VaeGraph graph, String encoder);

  /** Adds the loss, behind the decoder's output. */
  ComputationGraphConfiguration end(VaeGraph graph);

  /** The ELBO, or what is made of it, with the KL divergence in closed form. */
  static Objective of(VaeLossLayer loss) {
    return new ClosedForm(loss);
  }
}
