/**
 * Bounds of log p(x) by draws of z: their importance weights and how many draws those are worth
 * (the effective sample size), what a bound makes of them, and its derivative. Where the densities
 * come from is no business of it.
 */
package org.vae4j.loss.bound;
