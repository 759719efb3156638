/**
 * What a VAE is made of in a DL4J graph: the Gaussian that is sampled by reparameterisation, priors
 * that are learned, and the loss as an output layer. The mathematics of the loss is told in loss;
 * DL4J's own layers made fast are in lean.
 */
package org.vae4j.layers;
