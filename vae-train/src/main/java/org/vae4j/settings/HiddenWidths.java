package org.vae4j.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.vae4j.refusal.Ranges;

/**
 * The widths of dense layers, from x to z.
 *
 * @param lower of the level next to x
 * @param upper of the level above it; empty if there is none, or it is not said
 */
public record HiddenWidths(List<Integer> lower, List<Integer> upper) {
  private static final int WIDEST = 1_000_000;
  private static final Pattern WIDTHS = Pattern.compile("[0-9]{1,9}(,[0-9]{1,9})*");

  /**
   * Keeps copies.
   *
   * @throws org.vae4j.refusal.BadInputException if there is no lower width, or one is out of range
   */
  public HiddenWidths {
    lower = List.copyOf(lower);
    upper = List.copyOf(upper);
    Ranges.require(
        !lower.isEmpty()
            && Stream.of(lower, upper).flatMap(List::stream).allMatch(HiddenWidths::isWidth),
        "hidden",
        "widths of 1 to " + WIDEST,
        text(lower, upper));
  }

  /**
   * Reads {@code 200,200} or {@code 200,200/100,100}.
   *
   * @throws org.vae4j.refusal.BadInputException if it is neither
   */
  static HiddenWidths read(String text) {
    List<String> levels = List.of(text.replace(" ", "").split("/", -1));
    Ranges.require(levels.size() <= 2, "hidden", "widths of one level or two", text);
    Ranges.require(
        levels.stream().allMatch(level -> WIDTHS.matcher(level).matches()),
        "hidden",
        "widths of 1 to " + WIDEST,
        text);
    return new HiddenWidths(
        widths(levels.get(0)), levels.size() == 1 ? List.of() : widths(levels.get(1)));
  }

  private static List<Integer> widths(String level) {
    return Stream.of(level.split(",")).map(Integer::valueOf).toList();
  }

  /** The same with an upper level of half the widths. */
  HiddenWidths withHalfAbove() {
    return new HiddenWidths(lower, lower.stream().map(width -> Math.max(1, width / 2)).toList());
  }

  private static String text(List<Integer> lower, List<Integer> upper) {
    return Stream.of(lower, upper)
        .filter(level -> !level.isEmpty())
        .map(level -> level.stream().map(String::valueOf).collect(Collectors.joining(",")))
        .collect(Collectors.joining("/"));
  }

  private static boolean isWidth(int width) {
    return width >= 1 && width <= WIDEST;
  }

  @Override
  public String toString() {
    return text(lower, upper);
  }

  /** One level is a list in YAML, two are text. */
  static SimpleModule inYaml() {
    return new SimpleModule("HiddenWidths")
        .addSerializer(new StdDelegatingSerializer(HiddenWidths.class, new Writing()))
        .addDeserializer(HiddenWidths.class, new StdDelegatingDeserializer<>(new Reading()));
  }

  private static final class Writing extends StdConverter<HiddenWidths, Object> {
    @Override
    public Object convert(HiddenWidths widths) {
      return widths.upper.isEmpty() ? widths.lower : widths.toString();
    }
  }

  private static final class Reading extends StdConverter<JsonNode, HiddenWidths> {
    @Override
    public HiddenWidths convert(JsonNode value) {
      return read(
          value.isArray()
              ? StreamSupport.stream(value.spliterator(), false)
                  .map(JsonNode::asText)
                  .collect(Collectors.joining(","))
              : value.asText());
    }
  }
}
