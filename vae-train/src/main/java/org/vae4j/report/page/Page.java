package org.vae4j.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A page that is complete in one file: style, script and pictures are inside, and its security
 * policy forbids it to load anything.
 *
 * @param title of the page
 * @param subtitle below it
 */
public record Page(String title, String subtitle, List<Section> sections) {
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");

  public Page {
    sections = List.copyOf(sections);
  }

  public String html() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <link rel="icon" href="data:,">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <header><h1>%s</h1><p>%s</p></header>
        <main>
        %s
        </main>
        <script>
        %s</script>
        </body>
        </html>
        """
        .formatted(
            Html.escape(title),
            STYLE,
            Html.escape(title),
            Html.escape(subtitle),
            sections.stream().map(Page::section).collect(Collectors.joining("\n")),
            SCRIPT);
  }

  private static String section(Section section) {
    return section.blocks().stream()
        .map(Block::html)
        .collect(
            Collectors.joining(
                "\n",
                "<section>\n<h2>"
                    + Html.escape(section.title())
                    + "</h2>\n<div class=\"blocks\">\n",
                "\n</div>\n</section>"));
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
