package org.vae4j.loss;

/**
 * One pass of a {@link ReconstructionTerm} over a batch: {@link #next} gives the value of an
 * example, {@link #putGradient} writes its derivative where it is wanted.
 */
public interface ReconstructionPass {
  /**
   * The value of the next example, in nats, summed over features.
   *
   * @throws LabelDomainException if it is no finite number because of a label outside the domain
   */
  double next();

  /** Writes the derivative of the last {@link #next} to the same row of {@code [N, P]}. */
  void putGradient(HostMatrix gradient);

  /**
   * Looks at every label of the batch that has a weight.
   *
   * @throws LabelDomainException naming the first one outside the domain, its place and value
   */
  void requireLabelsInDomain();
}
