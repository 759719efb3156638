/**
 * Checkpoints: a model as a zip with check sums, written whole or not at all, and read back to the
 * same bits; which files are kept; which classes a zip may name, also by the names that they had in
 * earlier versions. A run stores its own state beside the model, which this package does not look
 * into.
 */
package org.vae4j.checkpoint;
