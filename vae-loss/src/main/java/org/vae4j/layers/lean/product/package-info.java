/**
 * The product of matrices, which takes most of the time of a training step, with what is done to
 * its rows while they are in the cache.
 */
package org.vae4j.layers.lean.product;
