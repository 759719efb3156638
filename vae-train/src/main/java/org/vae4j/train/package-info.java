/**
 * The training loop: epochs and steps, the learning rate between them, early stopping, clipping,
 * and the check that a loss is finite. What else is to be done at a step or an epoch is a listener.
 * It knows no file, no setting and no command.
 */
package org.vae4j.train;
