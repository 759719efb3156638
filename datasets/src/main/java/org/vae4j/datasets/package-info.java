/**
 * The examples that a model learns from, in memory: their labels and what each of their values
 * means; their train, validation and test parts; and the iterator that feeds a network. Formats,
 * downloads and preprocessing have packages of their own inside.
 */
package org.vae4j.datasets;
