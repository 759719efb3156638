/**
 * Pictures and pages that show a run: reconstructions, samples, traversals, the latent space, one
 * run as a page and several side by side. What is on them is put together here; how a grid, a chart
 * or a page is drawn is told in the packages inside, and the numbers are computed elsewhere.
 */
package org.vae4j.report;
