package org.vae4j.loss;

/** The prior that the loss layer gets as its third input, {@code [N, 2L]}. */
public final class InputPrior implements Prior {
  private static final long serialVersionUID = 1;

  @Override
  public boolean equals(Object other) {
    return other instanceof InputPrior;
  }

  @Override
  public int hashCode() {
    return InputPrior.class.hashCode();
  }

  @Override
  public String toString() {
    return "the third input";
  }
}
