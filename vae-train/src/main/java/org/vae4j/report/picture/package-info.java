/**
 * Pictures as pixels: the PNG grid of images, the names beside its rows, the curves of a run, and
 * the file that they go to. It knows arrays and colours, not runs or models.
 */
package org.vae4j.report.picture;
