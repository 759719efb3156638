/**
 * What is minimised, on {@link org.nd4j.linalg.api.ndarray.INDArray}s: the KL divergence of
 * diagonal Gaussians, its weight over time (warm-up, cycles), free bits and capacity, and the terms
 * of the loss by name. It knows arrays, not networks.
 *
 * <p>One convention everywhere: the loss is minimised, in nats, <b>summed</b> over features and
 * latent units and <b>averaged</b> over the batch.
 */
package org.vae4j.loss;
