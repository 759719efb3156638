/**
 * DL4J's own layers and Adam made fast, drop-in: dense, convolution, merge, and the step that
 * updates parameters. They compute what DL4J's compute, up to rounding. Nothing here is particular
 * to a VAE.
 */
package org.vae4j.layers.lean;
