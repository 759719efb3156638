/** Layers on the columns of rows, each column by itself. */
package org.vae4j.layers.columns;
