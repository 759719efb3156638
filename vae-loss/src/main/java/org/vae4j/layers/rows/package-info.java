/**
 * What a VampPrior needs: inputs that are learned (pseudo-inputs), put under the examples as more
 * rows of a batch, and taken off again. So they go through the encoder's own layers, which DL4J's
 * graphs cannot share otherwise. The mixture itself is in density.
 */
package org.vae4j.layers.rows;
