package org.vae4j.train;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.loss.LossTerms;

/** A term of the loss, or a parameter, became NaN or infinite; the model is of no use any more. */
public final class NonFiniteLossException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private NonFiniteLossException(String where, LossTerms terms) {
    super("the loss is not finite: %s %s".formatted(brokenTerms(terms), where));
  }

  private NonFiniteLossException(String message) {
    super(message);
  }

  /** The parameters after a step whose loss was still finite; the next one's is not. */
  public static NonFiniteLossException inParameters(TrainingState state) {
    return new NonFiniteLossException(
        "the loss is not finite: the parameters broke at " + state.position());
  }

  static NonFiniteLossException inTraining(int epoch, int batch, LossTerms terms) {
    return new NonFiniteLossException("at epoch %d, batch %d".formatted(epoch, batch), terms);
  }

  static NonFiniteLossException after(int epoch, String part, LossTerms terms) {
    return new NonFiniteLossException(
        "on %s after the last update of epoch %d".formatted(part, epoch), terms);
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
