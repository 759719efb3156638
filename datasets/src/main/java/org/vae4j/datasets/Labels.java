package org.vae4j.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.vae4j.datasets.faults.BadDataException;

/** The class of each example. */
final class Labels {
  static final Labels NONE = new Labels(new int[0], List.of());

  private final int[] classes;
  private final List<String> names;

  private Labels(int[] classes, List<String> names) {
    this.classes = classes;
    this.names = names;
  }

  /**
   * Labels of some examples.
   *
   * @param name of the set, for messages
   * @throws BadDataException if there are more or fewer than examples, or one has no class name
   */
  static Labels of(String name, int examples, int[] classes, List<String> names) {
    if (classes.length != examples) {
      throw BadDataException.of(
          name, examples + " labels for " + examples + " examples", classes.length);
    }
    for (int i = 0; i < examples; i++) {
      if (classes[i] < 0 || classes[i] >= names.size()) {
        throw BadDataException.of(
            name + ", label " + i, "a class of 0 to " + (names.size() - 1), classes[i]);
      }
    }
    return new Labels(classes.clone(), List.copyOf(names));
  }

  /**
   * The same with classes numbered by another list.
   *
   * @throws IllegalArgumentException if a class is not in it
   */
  Labels numberedBy(String name, List<String> others) {
    Map<String, Integer> numbers = ClassNames.numbers(others);
    if (!numbers.keySet().containsAll(names)) {
      throw new IllegalArgumentException(
          "%s has classes %s, not all of them among %s"
              .formatted(name, ClassNames.shown(names), ClassNames.shown(others)));
    }
    return new Labels(
        Arrays.stream(classes).map(label -> numbers.get(names.get(label))).toArray(),
        List.copyOf(others));
  }

  /** The class of an example, from 0. */
  int of(int example) {
    return classes[example];
  }

  /** The names of class 0, 1, …; empty without labels. */
  List<String> names() {
    return names;
  }
}
