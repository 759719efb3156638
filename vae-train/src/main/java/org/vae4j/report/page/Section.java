package org.vae4j.report.page;

import java.util.List;

/**
 * A part of a page with a title of its own.
 *
 * @param blocks side by side where there is room
 */
public record Section(String title, List<Block> blocks) {
  public Section {
    blocks = List.copyOf(blocks);
  }
}
