package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * How a run was set up, as far as advice depends on it: a flag that is set already helps no more.
 *
 * @param kl the KL term
 * @param updates how the parameters are moved
 * @param hidden widths of the hidden layers
 * @param saturates whether the activation of the hidden layers is bounded, as tanh is
 * @param table whether the data are a table whose columns {@code --columns} names
 * @param testFile whether the test examples are of a file of their own
 * @param copiesTogether whether exact copies of an example went to one part
 */
public record Setup(
    KlTerm kl,
    Updates updates,
    List<Integer> hidden,
    boolean saturates,
    boolean table,
    boolean testFile,
    boolean copiesTogether) {
  /** Keeps a copy. */
  public Setup {
    hidden = List.copyOf(hidden);
  }

  /**
   * What the objective makes of the KL.
   *
   * @param weight of it
   * @param warmup over how many epochs the weight rises; 0 if it does not
   * @param freeBits what a unit costs at least, in nats
   * @param capacity at which the KL is held, in nats; 0 if it is not
   * @param learnedPrior whether p(z) is learned
   * @param closedForm whether the KL divergence is in closed form, so that it is known by unit
   */
  public record KlTerm(
      double weight,
      int warmup,
      double freeBits,
      double capacity,
      boolean learnedPrior,
      boolean closedForm) {}

  /**
   * How the parameters are moved.
   *
   * @param learningRate at the start
   * @param clipNorm the bound of the gradient's norm, if there is one
   * @param untilItStalls whether training ends when the validation loss stops falling
   */
  public record Updates(double learningRate, Optional<Double> clipNorm, boolean untilItStalls) {}
}
