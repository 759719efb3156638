/**
 * PNG files: the grid of images, the names beside its rows, the curves of a loss, and the file that
 * they go to. Charts of a page, which are SVG, are in chart. It knows arrays and colours, not runs
 * or models.
 */
package org.vae4j.report.picture;
