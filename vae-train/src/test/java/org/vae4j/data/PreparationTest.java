package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
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
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.datasets.ImageShape;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;

class PreparationTest {
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
            Dataset.unlabelled("train", SHAPE, train), Dataset.unlabelled("test", SHAPE, test))
        .withValidation(VALIDATION, seed);
  }

  private static DatasetSplits prepared(String flags, long seed) {
    return new Preparation(settings(flags, seed))
        .applyTo(splits(pixels(TRAIN, 1), pixels(TEST, 2), seed));
  }

  private static float[][] read(Dataset part, int epoch) {
    float[][] rows = new float[part.size()][part.features()];
    ExampleReader reader = part.reader();
    for (int i = 0; i < rows.length; i++) {
      reader.read(i, epoch, rows[i], 0);
    }
    return rows;
  }

  private static int[] places(Dataset part) {
    return IntStream.range(0, part.size()).map(i -> part.bytes(i)[0]).toArray();
  }

  private static boolean same(float[][] a, float[][] b) {
    return Arrays.deepEquals(a, b);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--scale none",
        "--scale unit",
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
    DatasetSplits parts = new Preparation(settings(flags, 5)).applyTo(given);
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
        new Preparation(settings(flags, 5)).applyTo(splits(stored, pixels(TEST, 4), 5));
    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(same(read(changed.train(), epoch), read(parts.train(), epoch))).isTrue();
    }
    assertThat(same(read(changed.test(), 0), read(parts.test(), 0))).isFalse();
    Dataset seen = parts.validation().orElseThrow();
    assertThat(same(read(changed.validation().orElseThrow(), 0), read(seen, 0))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--binarize dynamic", "--dequantize uniform"})
  void trainIsDrawnAnewAndHeldOutPartsAreNot(String flags) {
    DatasetSplits parts = prepared(flags, 5);
    assertThat(same(read(parts.train(), 0), read(parts.train(), 1))).isFalse();
    assertThat(same(read(parts.train(), 1), read(prepared(flags, 5).train(), 1))).isTrue();
    for (Dataset heldOut : List.of(parts.validation().orElseThrow(), parts.test())) {
      assertThat(same(read(heldOut, 0), read(heldOut, 1))).isTrue();
    }
    assertThat(same(read(prepared(flags, 6).test(), 0), read(parts.test(), 0))).isTrue();
  }

  @Test
  void aSetBinarisedOnceIsTheSameForEverySeed() {
    Dataset train = prepared("--binarize static", 5).train();
    assertThat(same(read(train, 0), read(train, 1))).isTrue();

    Dataset whole =
        new Preparation(settings("--binarize static", 6))
            .applyTo(
                DatasetSplits.of(
                    Dataset.unlabelled("train", SHAPE, pixels(TRAIN, 1)),
                    Dataset.unlabelled("test", SHAPE, pixels(TEST, 2))))
            .train();
    assertThat(same(read(whole.select(places(train)), 0), read(train, 0))).isTrue();
    float[][] dynamicTest = read(prepared("--binarize dynamic", 7).test(), 0);
    assertThat(same(read(prepared("--binarize static", 5).test(), 0), dynamicTest)).isTrue();
  }

  @Test
  void trainAndTestAreDrawnApart() {
    byte[] pixels = pixels(TRAIN, 1);
    DatasetSplits twins =
        new Preparation(settings("--binarize static", 1))
            .applyTo(
                DatasetSplits.of(
                    Dataset.unlabelled("train", SHAPE, pixels),
                    Dataset.unlabelled("test", SHAPE, pixels)));
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
    Dataset twin = Dataset.unlabelled("other", SHAPE, pixels(TEST, 2));
    for (Dataset own : List.of(parts.train(), parts.test())) {
      Dataset other =
          new Preparation(settings(flags, 5), FittedSteps.of(own)).applyTo(twin, own.shape());
      assertThat(other.shape()).isEqualTo(own.shape());
      assertThat(same(read(other, 0), read(parts.test(), 0))).isTrue();
      assertThat(same(read(other, 1), read(parts.test(), 0))).isTrue();
    }
  }

  private static final List<Column> COLUMNS =
      List.of(Column.numeric("id"), Column.numeric("x"), new Column("c", List.of("a", "b", "c")));

  /** Row i starts with i; some of the other values are missing. */
  private static float[] table(int count, int content) {
    float[] values = new float[count * COLUMNS.size()];
    SplittableRandom random = new SplittableRandom(content);
    for (int i = 0; i < count; i++) {
      boolean missing = random.nextInt(4) == 0;
      values[3 * i] = i;
      values[3 * i + 1] = missing ? Float.NaN : content + (float) random.nextDouble();
      values[3 * i + 2] = random.nextInt(4) == 0 ? Float.NaN : random.nextInt(3);
    }
    return values;
  }

  private static DatasetSplits tables(float[] train, float[] test) {
    return DatasetSplits.of(
            Dataset.table("train", COLUMNS, train, new int[0], List.of()),
            Dataset.table("test", COLUMNS, test, new int[0], List.of()))
        .withValidation(VALIDATION, 5);
  }

  /** A held-out row that is far off moves neither what is filled in nor the scale. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--missing impute",
        "--missing impute --scale unit",
        "--missing impute --scale standard"
      })
  void heldOutRowsTeachNothing(String flags) {
    Preparation preprocessing = new Preparation(settings(flags, 5));
    float[] stored = table(TRAIN, 1);
    DatasetSplits given = tables(stored, table(TEST, 2));
    DatasetSplits parts = preprocessing.applyTo(given);
    float[] other = stored.clone();
    Dataset validation = given.validation().orElseThrow();
    for (int n = 0; n < validation.size(); n++) {
      int row = (int) validation.value(n, 0);
      other[3 * row + 1] = 1e6f;
      other[3 * row + 2] = 2;
    }
    DatasetSplits changed = preprocessing.applyTo(tables(other, table(TEST, 2)));
    assertThat(same(read(changed.train(), 0), read(parts.train(), 0))).isTrue();
    assertThat(same(read(changed.test(), 0), read(parts.test(), 0))).isTrue();
    assertThat(
            same(
                read(changed.validation().orElseThrow(), 0),
                read(parts.validation().orElseThrow(), 0)))
        .isFalse();
  }

  @Test
  void missingValuesBecomeTheMeanOfTheTrainingPart() {
    DatasetSplits given = tables(table(TRAIN, 1), table(TEST, 2));
    double sum = 0;
    int known = 0;
    for (int n = 0; n < given.train().size(); n++) {
      float value = given.train().value(n, 1);
      sum += Float.isNaN(value) ? 0 : value;
      known += Float.isNaN(value) ? 0 : 1;
    }
    DatasetSplits parts = new Preparation(settings("--missing impute", 5)).applyTo(given);
    Dataset validation = given.validation().orElseThrow();
    float[][] read = read(parts.validation().orElseThrow(), 0);
    int filled = 0;
    for (int n = 0; n < read.length; n++) {
      if (Float.isNaN(validation.value(n, 1))) {
        assertThat(read[n][1]).isEqualTo((float) (sum / known));
        filled++;
      }
    }
    assertThat(filled).isPositive();
  }

  /** What was learned of one train, applied to another set and kept as JSON in between. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--missing impute",
        "--missing impute --scale unit",
        "--missing impute --scale standard"
      })
  void whatWasLearnedIsApplied(String flags) {
    DatasetSplits given = tables(table(TRAIN, 1), table(TEST, 2));
    DatasetSplits then = new Preparation(settings(flags, 5)).applyTo(given);
    FittedSteps kept =
        FittedSteps.read(Path.of("checkpoint"), FittedSteps.of(then.train()).toJson());
    DatasetSplits otherTrain = tables(table(TRAIN, 7), table(TEST, 2));
    DatasetSplits now = new Preparation(settings(flags, 5), kept).applyTo(otherTrain);
    assertThat(same(read(now.test(), 0), read(then.test(), 0))).isTrue();
    DatasetSplits fittedAnew = new Preparation(settings(flags, 5)).applyTo(otherTrain);
    assertThat(same(read(fittedAnew.test(), 0), read(then.test(), 0))).isFalse();
  }

  @Test
  void whatNoRunLearnedIsRefused() throws IOException {
    for (String json :
        List.of(
            "{\"Imputation\":3}",
            "{\"Other\":{\"fill\":[1]}}",
            "{\"Imputation\":{\"fill\":[]}}",
            "{\"UnitScaling\":{\"least\":[1,2],\"greatest\":[1]}}")) {
      JsonNode tree = new ObjectMapper().readTree(json);
      assertThatExceptionOfType(BadInputException.class)
          .as(json)
          .isThrownBy(() -> FittedSteps.read(Path.of("checkpoint"), tree))
          .withMessageStartingWith("checkpoint: expected ");
    }
  }

  @Test
  void anotherSetIsCutToTheRunsShapeOrRefused() {
    ImageShape larger = ImageShape.grey(9, 8);
    Dataset other = Dataset.unlabelled("other", larger, new byte[9 * 8]);
    Dataset cut =
        new Preparation(settings("--crop-pad 3x7", 5))
            .applyTo(other, prepared("--crop-pad 3x7", 5).test().shape());
    assertThat(cut.shape()).isEqualTo(ImageShape.grey(3, 7));
    for (String flags : List.of("", "--scale standard")) {
      Dataset own = prepared(flags, 5).test();
      assertThatThrownBy(() -> new Preparation(settings(flags, 5)).applyTo(other, own.shape()))
          .isInstanceOf(BadInputException.class)
          .hasMessage("other: expected images of 6x4, which the run was trained on, found 9x8");
    }
  }

  @Test
  void floatsAreTakenAsTheyAreUnlessAsked() {
    float[] values = table(TRAIN, 1);
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.isNaN(values[i]) ? 9 : values[i];
    }
    DatasetSplits given = tables(values, values.clone());
    for (String flags : List.of("", "--scale auto", "--scale none")) {
      DatasetSplits parts = new Preparation(settings(flags, 5)).applyTo(given);
      assertThat(same(read(parts.train(), 0), read(given.train(), 0))).isTrue();
    }
    for (float[] row :
        read(new Preparation(settings("--scale unit", 5)).applyTo(given).train(), 0)) {
      assertThat(row[0]).isBetween(0f, 1f);
      assertThat(row[1]).isBetween(0f, 1f);
    }
  }

  /** So that a picture can be drawn of a model without its data. */
  @Test
  void aCheckpointTellsThatPixelsAreLevels() {
    FittedSteps kept =
        FittedSteps.read(
            Path.of("checkpoint"), FittedSteps.of(prepared("--scale none", 5).test()).toJson());
    float[] image = {0, 51, 255};
    kept.restoreUnits(image);
    assertThat(image).containsExactly(0, 0.2f, 1);
  }
}
