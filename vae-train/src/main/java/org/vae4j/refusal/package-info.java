/**
 * How bad input is refused: one clear line, with what was expected, what was found and the remedy.
 * Every room of the program may use it.
 */
package org.vae4j.refusal;
