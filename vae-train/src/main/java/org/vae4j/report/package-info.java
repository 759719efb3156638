/**
 * Pictures and pages that show a run: reconstructions, samples, traversals, the latent space, one
 * run as a page and several side by side. What belongs on them is put together here. The packages
 * inside draw a grid, a chart or a page; the numbers are computed in evaluate.
 */
package org.vae4j.report;
