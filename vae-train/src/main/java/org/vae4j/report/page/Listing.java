package org.vae4j.report.page;

/** Text as it stands, such as commands to type. */
public record Listing(String text) implements Block {
  @Override
  public String html() {
    return "<pre>" + Html.escape(text) + "</pre>";
  }
}
