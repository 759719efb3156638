/**
 * An HTML page that needs no network: sections of paragraphs, tables and pictures, each of which
 * writes its own markup. It does not know what a page is about.
 */
package org.vae4j.report.page;
