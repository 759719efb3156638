package org.vae4j.run;

/** The optimizers that can be asked for by name. */
public enum OptimizerName {
  ADAM
}
