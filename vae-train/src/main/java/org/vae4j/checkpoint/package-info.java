/** A model on disk, written whole or not at all, and getting it back. */
package org.vae4j.checkpoint;
