package org.vae4j.loss;

/** A {@link ReconstructionTerm} over a batch. */
public interface ReconstructionPass {
  /**
   * The value of each example, in nats, summed over features.
   *
   * @return {@code [N]}
   * @throws LabelDomainException if one is no finite number because of a label outside the domain
   */
  double[] values();

  /**
   * As {@link #values}, and the derivatives.
   *
   * @param gradient of N rows and P columns or more; the first P of each are overwritten
   */
  double[] valuesAndGradient(HostMatrix gradient);

  /**
   * Looks at every label of the batch that has a weight.
   *
   * @throws LabelDomainException naming the first one outside the domain, its place and value
   */
  void requireLabelsInDomain();
}
