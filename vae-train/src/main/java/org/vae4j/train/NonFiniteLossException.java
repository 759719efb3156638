package org.vae4j.train;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.loss.LossTerms;

/** A term of the loss became NaN or infinite; the parameters are of no use any more. */
public final class NonFiniteLossException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NonFiniteLossException(int epoch, int batch, LossTerms terms) {
    super(
        "the loss is not finite: %s at epoch %d, batch %d"
            .formatted(brokenTerms(terms), epoch, batch));
  }

  private static String brokenTerms(LossTerms terms) {
    List<String> broken = new ArrayList<>();
    if (!Double.isFinite(terms.reconstruction())) {
      broken.add("reconstruction = " + terms.reconstruction());
    }
    if (!Double.isFinite(terms.kl())) {
      broken.add("KL = " + terms.kl());
    }
    if (broken.isEmpty()) {
      broken.add("KL penalty = " + terms.klPenalty());
    }
    return String.join(", ", broken);
  }
}
