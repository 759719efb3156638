/**
 * What a VAE is made of in a DL4J graph: a layer that draws z by reparameterisation, priors that
 * are learned, the columns of a table as a network can weigh them, outputs that are constants, and
 * the loss as an output layer. The mathematics of the loss is in loss; DL4J's own layers made fast
 * are in lean.
 */
package org.vae4j.layers;
