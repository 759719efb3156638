/**
 * Charts as SVG inside a page: lines, bars and points, their axes and their colours. They are given
 * numbers and names; where those come from is not told here.
 */
package org.vae4j.report.chart;
