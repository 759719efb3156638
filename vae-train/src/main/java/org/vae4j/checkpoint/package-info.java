/**
 * Checkpoints: a model's zip with its check sums, got back exactly; which files are kept; and which
 * classes a zip may name, also under the names that they had before. A file is written whole or not
 * at all. A run stores its own state beside the model; what that means is not known here.
 */
package org.vae4j.checkpoint;
