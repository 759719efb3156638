/**
 * The kinds of faults that data can have, as exceptions of one line: damage, what is missing, what
 * is too large. What the line says is written where the fault is noticed: of a wrong row of a CSV
 * in csv.
 */
package org.vae4j.datasets.faults;
