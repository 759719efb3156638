/**
 * A variational autoencoder as an object: encode, decode, sample, reconstruct; and the
 * architectures that make one.
 */
package org.vae4j.model;
