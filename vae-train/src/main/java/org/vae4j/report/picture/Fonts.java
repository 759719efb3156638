package org.vae4j.report.picture;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** Whether this machine can draw text: a headless one without fontconfig cannot. */
public final class Fonts {
  private Fonts() {}

  public static boolean available() {
    try {
      FontRenderContext context = new FontRenderContext(null, true, true);
      return new Font(Font.SANS_SERIF, Font.PLAIN, 12).getStringBounds("0", context) != null;
    } catch (RuntimeException | LinkageError | InternalError e) {
      // Java says it in three ways: no font configuration, no native library, no font manager.
      return false;
    }
  }
}
