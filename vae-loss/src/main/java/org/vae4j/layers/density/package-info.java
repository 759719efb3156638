/**
 * Log-densities of draws, as columns in nats: {@code [M, L]} in, {@code [M, 1]} out. Any posterior
 * and any prior is composed of such columns.
 */
package org.vae4j.layers.density;
