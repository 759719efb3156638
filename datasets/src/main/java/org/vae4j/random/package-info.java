/**
 * Keyed randomness: every draw is a pure function of a seed and of what it is drawn for. Nothing
 * else of the program is known here.
 */
package org.vae4j.random;
