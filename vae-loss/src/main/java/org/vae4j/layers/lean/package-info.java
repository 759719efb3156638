/**
 * DL4J's own layers and Adam made fast, drop-in: dense, convolution, merge, and the step that
 * updates parameters. Nothing here is particular to a VAE, and every result is that of DL4J's.
 */
package org.vae4j.layers.lean;
