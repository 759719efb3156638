/** The product of matrices, which takes most of the time of a training step. */
package org.vae4j.layers.lean.product;
