package org.vae4j.datasets;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** In which order labels that are texts become class 0, 1, …. */
public final class ClassNames {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

  private ClassNames() {}

  /**
   * Returns the distinct labels in order: by number if all are whole numbers, else by text.
   *
   * @param labels in any order, more than once
   * @return the names of class 0, 1, …
   */
  public static List<String> of(Collection<String> labels) {
    Comparator<String> order =
        labels.stream().allMatch(label -> WHOLE_NUMBER.matcher(label).matches())
            ? Comparator.comparingInt(Integer::parseInt)
            : Comparator.naturalOrder();
    return labels.stream().distinct().sorted(order).toList();
  }

  /**
   * Returns the names of classes that are numbers.
   *
   * @param count how many
   * @return "0", "1", …
   */
  public static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}
