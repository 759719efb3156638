/**
 * A trained variational autoencoder as an object: encode, decode, sample, reconstruct; and the
 * architectures that make an untrained one. It knows no file, no setting and no data set: training
 * is in train, measuring in evaluate, storing in checkpoint.
 */
package org.vae4j.model;
