package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.ImageShape;

class RunPreprocessingTest {
  private static final int TRAIN = 60;
  private static final int VALIDATION = 20;
  private static final int TEST = 15;
  private static final ImageShape SHAPE = ImageShape.grey(6, 4);

  private static Settings settings(String flags, long seed) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("seed", Long.toString(seed));
    String[] words = flags.trim().split(" +", -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      values.put(words[i].substring("--".length()), words[i + 1]);
    }
    return SettingsFile.resolve(Optional.empty(), values);
  }

  /** Image i starts with i and has grey pixels, other ones for other contents. */
  private static byte[] pixels(int count, int content) {
    byte[] pixels = new byte[count * SHAPE.size()];
    SplittableRandom random = new SplittableRandom(content);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % SHAPE.size() == 0 ? i / SHAPE.size() : 1 + random.nextInt(254));
    }
    return pixels;
  }

  private static DatasetSplits splits(byte[] train, byte[] test, long seed) {
    return DatasetSplits.of(
            ImageDataset.unlabelled("train", SHAPE, train),
            ImageDataset.unlabelled("test", SHAPE, test))
        .withValidation(VALIDATION, seed);
  }

  private static DatasetSplits prepared(String flags, long seed) {
    return new RunPreprocessing(settings(flags, seed))
        .applyTo(splits(pixels(TRAIN, 1), pixels(TEST, 2), seed));
  }

  private static float[][] read(ImageDataset part, int epoch) {
    float[][] rows = new float[part.size()][part.features()];
    ExampleReader reader = part.reader();
    for (int i = 0; i < rows.length; i++) {
      reader.read(i, epoch, rows[i], 0);
    }
    return rows;
  }

  private static int[] places(ImageDataset part) {
    return IntStream.range(0, part.size()).map(i -> part.image(i)[0]).toArray();
  }

  private static boolean same(float[][] a, float[][] b) {
    return Arrays.deepEquals(a, b);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--scale none",
        "--scale standard",
        "--binarize threshold",
        "--binarize static",
        "--binarize dynamic",
        "--dequantize uniform",
        "--crop-pad 3x7",
        "--dequantize uniform --scale standard --crop-pad 8x3",
      })
  void heldOutExamplesNeverLeakIntoTrain(String flags) {
    DatasetSplits given = splits(pixels(TRAIN, 1), pixels(TEST, 2), 5);
    DatasetSplits parts = new RunPreprocessing(settings(flags, 5)).applyTo(given);
    int[] train = places(parts.train());
    int[] validation = places(parts.validation().orElseThrow());
    assertThat(train).hasSize(TRAIN - VALIDATION).doesNotContain(validation);
    assertThat(validation).hasSize(VALIDATION).doesNotHaveDuplicates();
    assertThat(train).isEqualTo(places(given.train()));
    assertThat(validation).isEqualTo(places(prepared(flags, 5).validation().orElseThrow()));
    assertThat(validation).isNotEqualTo(places(prepared(flags, 6).validation().orElseThrow()));

    // other held-out pixels, the same train
    byte[] stored = pixels(TRAIN, 1);
    byte[] other = pixels(TRAIN, 3);
    for (int place : validation) {
      int from = place * SHAPE.size();
      System.arraycopy(other, from, stored, from, SHAPE.size());
    }
    DatasetSplits changed =
        new RunPreprocessing(settings(flags, 5)).applyTo(splits(stored, pixels(TEST, 4), 5));
    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(same(read(changed.train(), epoch), read(parts.train(), epoch))).isTrue();
    }
    assertThat(same(read(changed.test(), 0), read(parts.test(), 0))).isFalse();
    ImageDataset seen = parts.validation().orElseThrow();
    assertThat(same(read(changed.validation().orElseThrow(), 0), read(seen, 0))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--binarize dynamic", "--dequantize uniform"})
  void trainIsDrawnAnewAndHeldOutPartsAreNot(String flags) {
    DatasetSplits parts = prepared(flags, 5);
    assertThat(same(read(parts.train(), 0), read(parts.train(), 1))).isFalse();
    assertThat(same(read(parts.train(), 1), read(prepared(flags, 5).train(), 1))).isTrue();
    for (ImageDataset heldOut : List.of(parts.validation().orElseThrow(), parts.test())) {
      assertThat(same(read(heldOut, 0), read(heldOut, 1))).isTrue();
    }
    assertThat(same(read(prepared(flags, 6).test(), 0), read(parts.test(), 0))).isTrue();
  }

  @Test
  void aSetBinarisedOnceIsTheSameForEverySeed() {
    ImageDataset train = prepared("--binarize static", 5).train();
    assertThat(same(read(train, 0), read(train, 1))).isTrue();

    ImageDataset whole =
        new RunPreprocessing(settings("--binarize static", 6))
            .applyTo(
                DatasetSplits.of(
                    ImageDataset.unlabelled("train", SHAPE, pixels(TRAIN, 1)),
                    ImageDataset.unlabelled("test", SHAPE, pixels(TEST, 2))))
            .train();
    assertThat(same(read(whole.select(places(train)), 0), read(train, 0))).isTrue();
    float[][] dynamicTest = read(prepared("--binarize dynamic", 7).test(), 0);
    assertThat(same(read(prepared("--binarize static", 5).test(), 0), dynamicTest)).isTrue();
  }

  @Test
  void trainAndTestAreDrawnApart() {
    byte[] pixels = pixels(TRAIN, 1);
    DatasetSplits twins =
        new RunPreprocessing(settings("--binarize static", 1))
            .applyTo(
                DatasetSplits.of(
                    ImageDataset.unlabelled("train", SHAPE, pixels),
                    ImageDataset.unlabelled("test", SHAPE, pixels)));
    assertThat(same(read(twins.train(), 0), read(twins.test(), 0))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--scale none",
        "--scale standard",
        "--binarize threshold",
        "--binarize static",
        "--binarize dynamic",
        "--dequantize uniform",
        "--crop-pad 3x7",
        "--dequantize uniform --scale standard --crop-pad 8x3",
      })
  void anotherSetIsPreparedAsTest(String flags) {
    DatasetSplits parts = prepared(flags, 5);
    RunPreprocessing preprocessing = new RunPreprocessing(settings(flags, 5));
    ImageDataset twin = ImageDataset.unlabelled("other", SHAPE, pixels(TEST, 2));
    for (ImageDataset own : List.of(parts.train(), parts.test())) {
      ImageDataset other = preprocessing.applyTo(twin, own);
      assertThat(other.shape()).isEqualTo(own.shape());
      assertThat(same(read(other, 0), read(parts.test(), 0))).isTrue();
      assertThat(same(read(other, 1), read(parts.test(), 0))).isTrue();
    }
  }

  @Test
  void anotherSetIsCutToTheRunsShapeOrRefused() {
    ImageShape larger = ImageShape.grey(9, 8);
    ImageDataset other = ImageDataset.unlabelled("other", larger, new byte[9 * 8]);
    ImageDataset cut =
        new RunPreprocessing(settings("--crop-pad 3x7", 5))
            .applyTo(other, prepared("--crop-pad 3x7", 5).test());
    assertThat(cut.shape()).isEqualTo(ImageShape.grey(3, 7));
    for (String flags : List.of("", "--scale standard")) {
      ImageDataset own = prepared(flags, 5).test();
      assertThatThrownBy(() -> new RunPreprocessing(settings(flags, 5)).applyTo(other, own))
          .isInstanceOf(BadInputException.class)
          .hasMessage("other: expected images of 6x4, which the run was trained on, found 9x8");
    }
  }
}
