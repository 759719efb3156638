/**
 * The kinds of faults that data can have, as exceptions of one line: damage, what is missing, what
 * is too large. The line itself is written where the fault is found: that of a wrong row of a CSV
 * file, in csv.
 */
package org.vae4j.datasets.faults;
