package org.vae4j.report.page;

import java.util.Locale;

/** What stands in a table. */
public sealed interface Cell {
  /** It as HTML. */
  String html();

  /** Words. */
  record Text(String text) implements Cell {
    @Override
    public String html() {
      return Html.escape(text);
    }
  }

  /** A number: rounded to be read, and exact for whoever takes it from the page. */
  record Value(double value, String shown) implements Cell {
    @Override
    public String html() {
      return "<data value=\"%s\">%s</data>".formatted(exact(), shown);
    }

    private String exact() {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }

  static Cell of(String text) {
    return new Text(text);
  }

  static Cell of(double value) {
    return new Value(value, Html.number(value));
  }

  /** Two decimals whatever the size, so that what stands together is as exact. */
  static Cell nats(double value) {
    return new Value(value, String.format(Locale.ROOT, "%,.2f", value));
  }
}
