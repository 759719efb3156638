/** The training loop. All that is not the loop is a listener. */
package org.vae4j.train;
