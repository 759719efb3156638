/** Checkpoints: what is on disk, written whole or not at all, and getting it back exactly. */
package org.vae4j.checkpoint;
