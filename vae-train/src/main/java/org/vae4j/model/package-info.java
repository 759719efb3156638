/**
 * A trained variational autoencoder as an object: encode, decode, sample, reconstruct; and the
 * architectures that make an untrained one. How it is trained, measured or stored is told
 * elsewhere; it knows no file, no setting and no data set.
 */
package org.vae4j.model;
