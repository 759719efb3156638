/**
 * Arrays of numbers in binary files. A header is not trusted: nothing is read beyond what the file
 * holds. Arrays of two axes are rows, those of three or four are images. What the headers look like
 * is in idx and npy.
 */
package org.vae4j.datasets.arrays;
