/**
 * Layers that bring each column of a batch into other units, by a shift and a scale that are given.
 * How a network sees the kinds of columns of a table is in layers.
 */
package org.vae4j.layers.columns;
