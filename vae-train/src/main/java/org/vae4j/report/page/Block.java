package org.vae4j.report.page;

/** A part of a page: a table, a chart, a picture. */
public interface Block {
  /** It as HTML, complete and with all text escaped. */
  String html();
}
