/**
 * Normalising flows: layers that map draws invertibly and keep the log-density beside them right,
 * by the determinant of their Jacobian, so that a posterior need not be a Gaussian. Each works on
 * rows {@code [z | log q]} alone; where z comes from, and what its density is compared with, does
 * not belong here.
 */
package org.vae4j.layers.flow;
