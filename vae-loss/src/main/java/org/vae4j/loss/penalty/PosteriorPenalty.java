package org.vae4j.loss.penalty;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * A penalty of the aggregate posterior: one number for a whole batch, which the loss adds with a
 * weight.
 *
 * <p>A network's configuration holds it and a checkpoint keeps it as JSON. A record whose
 * components are named by {@code @JsonProperty} is all that is needed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
public interface PosteriorPenalty extends Serializable {
  /** What reports call it, such as {@code total-correlation}. */
  String name();

  /** Whether it looks at the draws z, and not at the posteriors alone. */
  default boolean needsLatent() {
    return false;
  }

  /** Whether it compares with draws of p(z) = N(0, I). */
  default boolean needsPriorDraws() {
    return false;
  }

  /**
   * The penalty of a batch and its derivatives. The same batch gives the same bits.
   *
   * @param batch of at least one example
   */
  PenaltyValue at(PosteriorBatch batch);
}
