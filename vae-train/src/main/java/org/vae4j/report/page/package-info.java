/**
 * An HTML page that needs no network: sections of paragraphs, tables and pictures, each of which
 * writes its own markup. What the page is about it does not know.
 */
package org.vae4j.report.page;
