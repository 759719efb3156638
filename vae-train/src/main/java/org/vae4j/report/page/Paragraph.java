package org.vae4j.report.page;

/** A few words. */
public record Paragraph(String text) implements Block {
  @Override
  public String html() {
    return "<p>" + Html.escape(text) + "</p>";
  }
}
