package org.vae4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.random.RandomKey;

public class DatasetTest {
  private static final ImageShape SHAPE = ImageShape.grey(1, 2);
  private static final List<String> CLASSES = List.of("even", "odd");

  /** Image i is (i, i + 1), its class i modulo 2. */
  public static Dataset numbered(int size) {
    byte[] pixels = new byte[2 * size];
    for (int i = 0; i < size; i++) {
      pixels[2 * i] = (byte) i;
      pixels[2 * i + 1] = (byte) (i + 1);
    }
    int[] labels = IntStream.range(0, size).map(i -> i % 2).toArray();
    return Dataset.labelled("numbered", SHAPE, pixels, labels, CLASSES);
  }

  private static int[] firstPixels(Dataset dataset) {
    return IntStream.range(0, dataset.size()).map(i -> dataset.bytes(i)[0] & 0xff).toArray();
  }

  @Test
  void knowsItsImagesAndLabels() {
    Dataset dataset = numbered(5);
    assertThat(dataset.size()).isEqualTo(5);
    assertThat(dataset.features()).isEqualTo(2);
    assertThat(dataset.bytes(3)).containsExactly(3, 4);
    assertThat(dataset.labels()).containsExactly(0, 1, 0, 1, 0);
    assertThat(dataset.classNames()).isEqualTo(CLASSES);
  }

  @Test
  void takesTheFirst() {
    assertThat(firstPixels(numbered(5).take(2))).containsExactly(0, 1);
    assertThat(numbered(5).take(9).size()).isEqualTo(5);
    assertThatIllegalArgumentException().isThrownBy(() -> numbered(5).take(0));
  }

  @Test
  void selectsWithLabels() {
    Dataset chosen = numbered(9).take(6).select(5, 0, 3);
    assertThat(firstPixels(chosen)).containsExactly(5, 0, 3);
    assertThat(chosen.labels()).containsExactly(1, 0, 1);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> numbered(9).take(6).select(6));
    assertThatIllegalArgumentException().isThrownBy(() -> numbered(9).select());
  }

  @Test
  void picksClassesByName() {
    Dataset odd = numbered(7).ofClasses(List.of("odd"));
    assertThat(firstPixels(odd)).containsExactly(1, 3, 5);
    assertThat(odd.labels()).containsExactly(1, 1, 1);
    assertThat(firstPixels(numbered(3).ofClasses(List.of("odd", "even")))).containsExactly(0, 1, 2);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> numbered(7).ofClasses(List.of("odd", "prime")))
        .withMessage("numbered, classes: expected some of even, odd, found 'prime'");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> numbered(1).ofClasses(List.of("odd")))
        .withMessage("numbered: expected examples of class odd, found none");
    Dataset plain = Dataset.unlabelled("plain", SHAPE, new byte[4]);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> plain.ofClasses(List.of("odd")))
        .withMessage("plain, classes: expected a set with labels, found 'odd'");
  }

  @Test
  void splitIsDisjointCompleteAndInOrder() {
    Dataset.Split split = numbered(100).split(30, RandomKey.of(1));
    int[] part = firstPixels(split.part());
    int[] rest = firstPixels(split.rest());
    assertThat(part).hasSize(30).isSorted();
    assertThat(rest).hasSize(70).isSorted();
    assertThat(IntStream.concat(IntStream.of(part), IntStream.of(rest)).sorted().toArray())
        .isEqualTo(IntStream.range(0, 100).toArray());
    assertThat(part).isNotEqualTo(IntStream.range(0, 30).toArray());
  }

  @Test
  void validationIsTheSameEverywhere() {
    DatasetSplits splits = DatasetSplits.of(numbered(10), numbered(4)).withValidation(3, 1);
    assertThat(firstPixels(splits.validation().orElseThrow())).containsExactly(0, 4, 8);
    assertThat(splits.train().size()).isEqualTo(7);
    assertThat(splits.test().size()).isEqualTo(4);
    assertThat(splits.limitTrain(2).train().size()).isEqualTo(2);
    assertThatIllegalStateException().isThrownBy(() -> splits.withValidation(1, 1));
  }

  @Test
  void validationMustLeaveSomethingToTrainOn() {
    DatasetSplits splits = DatasetSplits.of(numbered(10), numbered(4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> splits.withValidation(10, 1))
        .withMessageContaining("1 to 9")
        .withMessageContaining("10");
    assertThatIllegalArgumentException().isThrownBy(() -> splits.withValidation(0, 1));
  }

  @Test
  void partsMustHaveOneShape() {
    Dataset other = Dataset.unlabelled("other", ImageShape.grey(2, 2), new byte[4]);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> DatasetSplits.of(numbered(2), other))
        .withMessage("other, test images: expected 1x2 as in train, found 2x2");
  }

  @Test
  void labelsAreOptional() {
    Dataset dataset = Dataset.unlabelled("plain", SHAPE, new byte[4]);
    assertThat(dataset.hasLabels()).isFalse();
    assertThat(dataset.classNames()).isEmpty();
    assertThatIllegalStateException().isThrownBy(dataset::labels).withMessageContaining("plain");
  }

  @Test
  void badContentIsRefused() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Dataset.unlabelled("x", SHAPE, new byte[0]))
        .withMessage("x: expected examples, found none");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Dataset.unlabelled("x", SHAPE, new byte[3]))
        .withMessageContaining("whole examples of 2 values");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Dataset.labelled("x", SHAPE, new byte[4], new int[1], CLASSES))
        .withMessage("x: expected 2 labels for 2 examples, found 1");
    int[] labels = {0, 2};
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Dataset.labelled("x", SHAPE, new byte[4], labels, CLASSES))
        .withMessage("x, label 1: expected a class of 0 to 1, found 2");
  }

  @Test
  void shapesAreChecked() {
    assertThat(new ImageShape(32, 30, 3)).hasToString("32x30x3");
    assertThat(ImageShape.grey(28, 28)).hasToString("28x28");
    assertThatIllegalArgumentException().isThrownBy(() -> ImageShape.grey(0, 28));
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageShape(50_000, 50_000, 3));
  }
}
