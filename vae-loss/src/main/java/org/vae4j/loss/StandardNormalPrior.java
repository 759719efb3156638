package org.vae4j.loss;

/** N(0, I). */
public final class StandardNormalPrior implements Prior {
  private static final long serialVersionUID = 1;

  @Override
  public boolean equals(Object other) {
    return other instanceof StandardNormalPrior;
  }

  @Override
  public int hashCode() {
    return StandardNormalPrior.class.hashCode();
  }

  @Override
  public String toString() {
    return "N(0, I)";
  }
}
