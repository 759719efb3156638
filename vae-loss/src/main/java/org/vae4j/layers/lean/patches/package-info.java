/**
 * Convolution as a product of matrices: the patches of images that filters meet, laid out as rows
 * and put back.
 */
package org.vae4j.layers.lean.patches;
