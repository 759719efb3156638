/**
 * Charts as SVG inside a page: lines, bars and points, their axes and their colours. They are given
 * numbers and names, and do not know of what.
 */
package org.vae4j.report.chart;
