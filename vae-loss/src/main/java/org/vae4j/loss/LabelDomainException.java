package org.vae4j.loss;

/** A label that the reconstruction term has no value for: the data's fault, not the network's. */
public final class LabelDomainException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public LabelDomainException(String message) {
    super(message);
  }
}
