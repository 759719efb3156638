/**
 * Arrays of numbers as binary files hold them: read within bounds, whatever a header claims, and
 * seen as images or rows by how many axes they have. The formats idx and npy say what their headers
 * look like.
 */
package org.vae4j.datasets.arrays;
