package org.vae4j.checkpoint;

import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/** An activation that a user wrote. */
public final class OwnActivation extends ActivationSigmoid {
  private static final long serialVersionUID = 1;
}
