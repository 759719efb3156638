package org.vae4j.datasets;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** In which order labels that are texts become class 0, 1, …. */
public final class ClassNames {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

  /** More classes than this are taken for a mistake, such as a number of the example. */
  public static final int MOST = 1 << 16;

  private static final int MOST_SHOWN = 20;

  private ClassNames() {}

  /**
   * The class of each name; the first of a name that is there twice.
   *
   * @param names of class 0, 1, …
   */
  public static Map<String, Integer> numbers(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int number = 0; number < names.size(); number++) {
      numbers.putIfAbsent(names.get(number), number);
    }
    return numbers;
  }

  /**
   * Makes names fit for a message.
   *
   * @param names of classes or columns
   * @return the first of them, apart by commas
   */
  public static String shown(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_SHOWN)));
    return names.size() > MOST_SHOWN ? shown + ", ..." : shown;
  }

  /**
   * The distinct labels in order: by number if all are whole numbers, else by text: the names of
   * class 0, 1, ….
   *
   * @param labels in any order, more than once
   */
  public static List<String> of(Collection<String> labels) {
    Comparator<String> order =
        labels.stream().allMatch(label -> WHOLE_NUMBER.matcher(label).matches())
            ? Comparator.comparingInt(Integer::parseInt)
            : Comparator.naturalOrder();
    return labels.stream().distinct().sorted(order).toList();
  }

  /** The names of classes that are numbers: "0", "1", …. */
  public static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}
