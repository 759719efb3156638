package org.vae4j.report.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Names to the left of the rows of a grid. Where {@link Fonts} says no, this cannot be used. */
public final class RowNames {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 20);
  private static final Color TEXT = new Color(0xe8eaee);
  private static final int MARGIN = 14;

  private RowNames() {}

  /**
   * Draws names beside a grid.
   *
   * @param grid rows of the same height
   * @param names one for each row
   * @return the names, aligned at their ends, and the grid
   */
  public static BufferedImage beside(BufferedImage grid, List<String> names) {
    Graphics2D measure = grid.createGraphics();
    FontMetrics metrics = measure.getFontMetrics(FONT);
    measure.dispose();
    int width = names.stream().mapToInt(metrics::stringWidth).max().orElse(0) + 2 * MARGIN;
    BufferedImage picture =
        new BufferedImage(width + grid.getWidth(), grid.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = picture.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setColor(new Color(ImageGrid.BACKGROUND));
    canvas.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    canvas.drawImage(grid, width, 0, null);
    canvas.setFont(FONT);
    canvas.setColor(TEXT);
    double rowHeight = (double) grid.getHeight() / names.size();
    for (int row = 0; row < names.size(); row++) {
      String name = names.get(row);
      double baseline =
          (row + 0.5) * rowHeight + (metrics.getAscent() - metrics.getDescent()) / 2.0;
      canvas.drawString(
          name, width - MARGIN - metrics.stringWidth(name), (int) Math.round(baseline));
    }
    canvas.dispose();
    return picture;
  }
}
