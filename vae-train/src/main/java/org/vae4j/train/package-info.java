/**
 * The training loop: epochs and steps, the learning rate between them, early stopping, clipping,
 * and the check that a loss is finite. All that happens beside the loop is a listener; files,
 * settings and the command are elsewhere.
 */
package org.vae4j.train;
