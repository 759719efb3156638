/**
 * The DL4J layers: a Gaussian that is sampled by reparameterisation, and the loss of a variational
 * autoencoder as an output layer. The only package of this library that sees DL4J.
 */
package org.vae4j.layers;
