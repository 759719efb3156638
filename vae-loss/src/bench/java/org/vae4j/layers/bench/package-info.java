/**
 * What a training step is made of, each part beside the DL4J or ND4J way of doing the same;
 * compiled in the profile {@code bench} alone.
 */
package org.vae4j.layers.bench;
