package org.vae4j.train;

import org.vae4j.loss.LossTerms;

/** A term of the loss became NaN or infinite; the parameters are of no use any more. */
public final class NonFiniteLossException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NonFiniteLossException(int epoch, int batch, LossTerms terms) {
    super(
        "the loss is not finite: %s at epoch %d, batch %d"
            .formatted(brokenTerm(terms), epoch, batch));
  }

  private static String brokenTerm(LossTerms terms) {
    return Double.isFinite(terms.reconstruction())
        ? "KL = " + terms.kl()
        : "reconstruction = " + terms.reconstruction();
  }
}
