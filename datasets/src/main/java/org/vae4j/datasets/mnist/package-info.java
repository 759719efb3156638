/**
 * MNIST and the sets that copy its four files: where they may be, where they come from, and what
 * they must hold.
 */
package org.vae4j.datasets.mnist;
