package org.vae4j.report.chart;

/** The colours of curves, bars and classes; report.css says what they are, by light and by dark. */
final class Palette {
  static final int COLOURS = 10;

  private Palette() {}

  /** Which of them the n-th thing has, from 0; there are ten, and then they come again. */
  static int index(int n) {
    return n % COLOURS;
  }
}
