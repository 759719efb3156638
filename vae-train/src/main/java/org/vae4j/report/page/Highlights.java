package org.vae4j.report.page;

import java.util.List;
import java.util.stream.Collectors;

/** The few numbers that one looks for first, large. */
public record Highlights(List<Highlight> numbers) implements Block {
  public Highlights {
    numbers = List.copyOf(numbers);
  }

  /**
   * One of them.
   *
   * @param name what it is
   * @param value the number or text
   * @param unit small, behind it
   */
  public record Highlight(String name, Cell value, String unit) {}

  @Override
  public String html() {
    return numbers.stream()
        .map(
            number ->
                "<div><dt>%s</dt><dd>%s <small>%s</small></dd></div>"
                    .formatted(
                        Html.escape(number.name()),
                        number.value().html(),
                        Html.escape(number.unit())))
        .collect(Collectors.joining("\n", "<dl class=\"highlights\">\n", "\n</dl>"));
  }
}
