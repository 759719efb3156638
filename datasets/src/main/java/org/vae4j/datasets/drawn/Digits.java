package org.vae4j.datasets.drawn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageShape;
import org.vae4j.random.RandomKey;

/**
 * Draws the embedded data set: digits that look written by hand, in the shape of MNIST. White on
 * black, 28 × 28, within about the middle 20 × 20, ten classes of equal size in random order.
 *
 * <p>Each digit is written in one of two or three ways, by a hand that varies width, slant, turn,
 * place, pen and pressure, wobbles, and misses each point a little. Example i of a part is a pure
 * function of the seed, the part and i, and of arithmetic that is the same everywhere: the four
 * operations, square roots, and {@link StrictMath}.
 */
public final class Digits {

  /** The seed of the data set that is called {@code digits}. */
  public static final long STANDARD_SEED = 1;

  /** How many examples are for training. */
  public static final int TRAIN_SIZE = 12_000;

  /** How many examples are for testing. */
  public static final int TEST_SIZE = 2_000;

  /** The shape of each image. */
  public static final ImageShape SHAPE = ImageShape.grey(28, 28);

  /** The names of the classes. */
  public static final List<String> CLASS_NAMES =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  /** So many are drawn by one core before it looks for more. */
  private static final int AT_A_TIME = 250;

  private Digits() {}

  /**
   * Draws the data set.
   *
   * @param seed any number; {@link #STANDARD_SEED} gives the set that results are reported on
   * @return 12,000 labelled images to train on and 2,000 to test on
   */
  public static DatasetSplits generate(long seed) {
    RandomKey key = RandomKey.of(seed).with("digits");
    return DatasetSplits.of(
        generate(TRAIN_SIZE, key.with("train")), generate(TEST_SIZE, key.with("test")));
  }

  private static Dataset generate(int size, RandomKey key) {
    int[] labels =
        IntStream.of(key.with("order").permutation(size))
            .map(place -> place % CLASS_NAMES.size())
            .toArray();
    byte[] pixels = new byte[size * SHAPE.size()];
    RandomKey hands = key.with("hand");
    // Each is a function of its key: who draws which does not show.
    IntStream.range(0, (size + AT_A_TIME - 1) / AT_A_TIME)
        .map(chunk -> chunk * AT_A_TIME)
        .parallel()
        .forEach(from -> draw(from, Math.min(from + AT_A_TIME, size), labels, hands, pixels));
    return Dataset.labelled("digits", SHAPE, pixels, labels, CLASS_NAMES);
  }

  private static void draw(int from, int to, int[] labels, RandomKey hands, byte[] pixels) {
    Canvas canvas = new Canvas(SHAPE.width());
    for (int i = from; i < to; i++) {
      Hand hand = new Hand(hands.with(i));
      canvas.clear();
      for (List<Point> trace : placed(write(labels[i], hand), hand)) {
        canvas.draw(trace, hand.startRadius(), hand.endRadius());
      }
      canvas.copyTo(hand.ink(), pixels, i * SHAPE.size());
    }
  }

  private static List<List<Point>> write(int digit, Hand hand) {
    List<List<Point>> traces = new ArrayList<>();
    for (Stroke stroke : hand.choose(Glyphs.of(digit))) {
      traces.add(hand.write(stroke).trace());
    }
    return traces;
  }

  /** Scales to the height that the hand gives the digit, and moves to where it puts it. */
  private static List<List<Point>> placed(List<List<Point>> traces, Hand hand) {
    Box box = Box.around(traces);
    double room = hand.height() - hand.startRadius() - hand.endRadius();
    double scale = room / Math.max(box.width(), box.height());
    return traces.stream()
        .map(
            trace ->
                trace.stream()
                    .map(point -> point.minus(box.middle()).times(scale).plus(hand.centre()))
                    .toList())
        .toList();
  }
}
