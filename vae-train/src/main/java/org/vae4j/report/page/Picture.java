package org.vae4j.report.page;

import java.awt.image.BufferedImage;
import java.util.Base64;
import org.vae4j.report.picture.ImageGrid;

/**
 * A picture inside the page.
 *
 * @param title says what it is
 * @param caption says how to read it
 */
public record Picture(String title, String caption, BufferedImage image) implements Block {
  @Override
  public String html() {
    return """
        <figure class="picture">
        <h3>%s</h3>
        <img alt="%s" width="%d" height="%d" src="data:image/png;base64,%s">
        <figcaption>%s</figcaption>
        </figure>"""
        .formatted(
            Html.escape(title),
            Html.escape(title),
            image.getWidth(),
            image.getHeight(),
            Base64.getEncoder().encodeToString(ImageGrid.png(image)),
            Html.escape(caption));
  }
}
