/**
 * The cores of the machine and how work is shared among them; and which settings of Java make that
 * fast. What is computed is not known here.
 */
package org.vae4j.loss.cores;
