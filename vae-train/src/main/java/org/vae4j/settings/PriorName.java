package org.vae4j.settings;

import org.vae4j.loss.Prior;

/** The priors that can be asked for by name. */
public enum PriorName {
  STANDARD,
  LEARNED;

  /** The loss layer's prior: a learned one is a part of the network. */
  public Prior prior() {
    return switch (this) {
      case STANDARD -> Prior.standardNormal();
      case LEARNED -> Prior.input();
    };
  }
}
