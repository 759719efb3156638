package org.vae4j.bench;

/** The model that every contender trains: 784-400-20-400-784, ReLU, Adam. */
final class Model {
  static final int HIDDEN = 400;
  static final int LATENT = 20;
  static final double LEARNING_RATE = 1e-3;

  private Model() {}
}
