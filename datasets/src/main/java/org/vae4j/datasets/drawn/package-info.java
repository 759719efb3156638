/** The embedded data set: handwriting-like digits, drawn by the program itself. */
package org.vae4j.datasets.drawn;
