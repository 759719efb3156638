/**
 * Rows that leave: latent codes, generated examples and scores as CSV or npy. What is in a row is
 * computed by model and evaluate.
 */
package org.vae4j.export;
