/** Keyed randomness: every draw is a pure function of a seed and of what it is drawn for. */
package org.vae4j.random;
