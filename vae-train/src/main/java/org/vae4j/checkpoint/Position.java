package org.vae4j.checkpoint;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a run a checkpoint was taken: {@code epoch-0003.zip} after epoch 3, {@code
 * epoch-0003-step-000120.zip} inside it, after its step 120.
 *
 * @param epoch counted from 1; 0 is the untrained model
 * @param step counted from 1 in each epoch; empty at the epoch's end
 */
public record Position(int epoch, OptionalInt step) implements Comparable<Position> {
  private static final Pattern FILE_NAME =
      Pattern.compile("epoch-(\\d{4,9})(?:-step-(\\d{6,9}))?\\.zip");
  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::epoch)
          .thenComparingInt(position -> position.step().orElse(Integer.MAX_VALUE));

  /**
   * A position.
   *
   * @throws IllegalArgumentException if the epoch is negative or the step not positive
   */
  public Position {
    if (epoch < 0 || step.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "expected an epoch from 0 and a step from 1, got %d and %s".formatted(epoch, step));
    }
  }

  /** After the last step of an epoch. */
  public static Position endOf(int epoch) {
    return new Position(epoch, OptionalInt.empty());
  }

  /** Inside an epoch, after one of its steps. */
  public static Position inside(int epoch, int step) {
    return new Position(epoch, OptionalInt.of(step));
  }

  /** The position that a file's name states, if it is the name of a checkpoint. */
  static Optional<Position> parse(String fileName) {
    Matcher name = FILE_NAME.matcher(fileName);
    if (!name.matches()) {
      return Optional.empty();
    }
    int epoch = Integer.parseInt(name.group(1));
    return Optional.of(
        name.group(2) == null ? endOf(epoch) : inside(epoch, Integer.parseInt(name.group(2))));
  }

  String fileName() {
    return step.isEmpty()
        ? String.format(Locale.ROOT, "epoch-%04d.zip", epoch)
        : String.format(Locale.ROOT, "epoch-%04d-step-%06d.zip", epoch, step.getAsInt());
  }

  boolean isEnd() {
    return step.isEmpty();
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
