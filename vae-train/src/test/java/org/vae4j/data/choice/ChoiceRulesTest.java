package org.vae4j.data.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;

/** The rules by which a run is set up where its user says nothing. */
class ChoiceRulesTest {
  private static Values numbers(ImageShape shape, float... numbers) {
    float[] all = new float[shape.size() * 10];
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers[i % numbers.length];
    }
    return Values.of(Dataset.unlabelled("numbers", shape, all));
  }

  private static Values pixels(ImageShape shape, int... levels) {
    byte[] all = new byte[shape.size() * 10];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) levels[i % levels.length];
    }
    return Values.of(Dataset.unlabelled("pixels", shape, all));
  }

  private static Values table() {
    return Values.of(
        Dataset.table(
            "table",
            List.of(new Column("a", List.of(), Column.Kind.NUMBER)),
            new float[] {1, 2, 3},
            new int[0],
            List.of()));
  }

  private static ImageShape row(int features) {
    return new ImageShape(1, features, 1);
  }

  private static String likelihood(Values values) {
    return LikelihoodChoice.of(values).settings().get("likelihood");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1",
    "3, 1",
    "8, 2",
    "20, 5",
    "199, 49",
    "200, 50",
    "240, 50",
    "500, 50",
    "1000, 100",
    "60000, 6000",
    "100000, 10000",
    "5000000, 10000"
  })
  void tenthIsSetAsideWithinBounds(int examples, int part) {
    assertThat(SplitChoice.partOf(examples)).isEqualTo(part);
  }

  @Test
  void likelihoodIsByTheValues() {
    assertThat(likelihood(table())).isEqualTo("table");
    assertThat(likelihood(numbers(row(4), 0, 1))).isEqualTo("bernoulli");
    assertThat(likelihood(pixels(new ImageShape(8, 8, 1), 0, 255))).isEqualTo("bernoulli");
    assertThat(likelihood(pixels(new ImageShape(8, 8, 1), 0, 0, 255, 5, 250)))
        .isEqualTo("bernoulli");
    assertThat(likelihood(pixels(new ImageShape(8, 8, 1), 0, 100, 150, 255)))
        .isEqualTo("gaussian-constant-variance");
    assertThat(likelihood(numbers(new ImageShape(8, 8, 1), 0.2f, 0.5f, 0.9f)))
        .isEqualTo("gaussian-constant-variance");
    assertThat(likelihood(numbers(row(4), 0, 3, 17))).isEqualTo("poisson");
    assertThat(likelihood(numbers(row(4), -1, 3, 17))).isEqualTo("gaussian-learned-variance");
    assertThat(likelihood(numbers(row(4), 0.5f, 3, 17))).isEqualTo("gaussian-learned-variance");
  }

  /** Of the 10 numbers in each column half are the one and half the other. */
  @ParameterizedTest
  @CsvSource({
    // mean 50, variance 100
    "40, 60, poisson, whole numbers from 0 on",
    // mean 50, variance 2,500
    "0, 100, gaussian-learned-variance, 'whole numbers from 0 on, that vary 50 times as much as a"
        + " Poisson variable does'"
  })
  void countsThatVaryTooMuchAreNotPoisson(float one, float other, String likelihood, String why) {
    Choice choice = LikelihoodChoice.of(numbers(row(1), one, other));
    assertThat(choice.settings()).isEqualTo(Map.of("likelihood", likelihood));
    assertThat(choice.notes()).containsExactly("likelihood " + likelihood + ": " + why);
  }

  /** A density would pile up on the zeros. */
  @Test
  void smallCountsStayPoissonAndItIsTold() {
    // mean 4, variance 144
    Choice choice = LikelihoodChoice.of(numbers(row(1), 0, 0, 0, 0, 0, 0, 0, 0, 0, 40));
    assertThat(choice.settings()).isEqualTo(Map.of("likelihood", "poisson"));
    assertThat(choice.notes())
        .containsExactly(
            "likelihood poisson: whole numbers from 0 on, that vary 36 times as much as a Poisson"
                + " variable does (as a table they would have a negative binomial)");
  }

  @Test
  void whyIsSaidOfWhatTheValuesAre() {
    assertThat(LikelihoodChoice.of(numbers(new ImageShape(50, 2, 1), -1, 0.5f, 1)).notes())
        .containsExactly("likelihood gaussian-constant-variance: any numbers, of one width");
    assertThat(LikelihoodChoice.of(pixels(new ImageShape(8, 8, 1), 100, 200)).notes())
        .containsExactly("likelihood gaussian-constant-variance: shades between black and white");
  }

  @Test
  void numbersThatAreNoPixelsAreStandardised() {
    Map<String, String> standard = Map.of("scale", "standard");
    assertThat(ScaleChoice.of(table(), "table").settings()).isEqualTo(standard);
    Values numbers = numbers(row(4), -3, 0.5f, 20);
    assertThat(ScaleChoice.of(numbers, "gaussian-learned-variance").settings()).isEqualTo(standard);
    assertThat(ScaleChoice.of(numbers, "laplace").settings()).isEqualTo(standard);
    assertThat(ScaleChoice.of(numbers, "poisson").settings()).isEmpty();
    assertThat(ScaleChoice.of(table(), "poisson").settings()).isEmpty();
    assertThat(
            ScaleChoice.of(pixels(new ImageShape(8, 8, 1), 1, 90), "gaussian-constant-variance")
                .settings())
        .isEmpty();
    assertThat(ScaleChoice.of(numbers(row(4), 0.2f, 0.9f), "gaussian").settings()).isEmpty();
  }

  private static Map<String, String> architecture(Values values) {
    return ArchitectureChoice.of(values, 1_000).settings();
  }

  @Test
  void fewLargeImagesAreLearnedByDenseLayers() {
    Values large = pixels(new ImageShape(53, 53, 1), 1, 90);
    assertThat(ArchitectureChoice.of(large, 999).settings())
        .isEqualTo(Map.of("architecture", "mlp"));
  }

  @Test
  void architectureIsByTheShape() {
    assertThat(architecture(pixels(new ImageShape(28, 28, 1), 1, 90)))
        .isEqualTo(Map.of("architecture", "mlp"));
    assertThat(architecture(pixels(new ImageShape(53, 53, 1), 1, 90)))
        .isEqualTo(Map.of("architecture", "conv"));
    assertThat(architecture(pixels(new ImageShape(24, 24, 3), 1, 90)))
        .isEqualTo(Map.of("architecture", "conv"));
    assertThat(architecture(pixels(new ImageShape(8, 8, 3), 1, 90)))
        .isEqualTo(Map.of("architecture", "mlp"));
    assertThat(architecture(numbers(new ImageShape(2000, 2, 1), -1, 1)))
        .isEqualTo(Map.of("architecture", "mlp"));
    assertThat(architecture(numbers(row(4000), -1, 1))).isEqualTo(Map.of("architecture", "mlp"));
    assertThat(architecture(table())).isEqualTo(Map.of("architecture", "mlp", "hidden", "100"));
  }

  @Test
  void smallBatchesAreForConvolutionsOnFewImages() {
    assertThat(BatchChoice.of(360, true).settings()).isEqualTo(Map.of("batch-size", "32"));
    assertThat(BatchChoice.of(360, false).settings()).isEmpty();
    assertThat(BatchChoice.of(60_000, true).settings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // steps per epoch, convolutions, epochs, patience
    "7, false, 2858, 215",
    "469, false, 43, 5",
    "100000, false, 10, 5",
    "60, true, 100, 10"
  })
  void lengthIsCountedInUpdates(int steps, boolean convolutions, int epochs, int patience) {
    assertThat(LengthChoice.of(steps, convolutions, true).settings())
        .containsEntry("epochs", "" + epochs)
        .containsEntry("patience", "" + patience)
        .containsEntry("final-model", "best");
  }

  @Test
  void bestModelIsToldUnlessAnotherIsSaid() {
    String until =
        "trains until 5 epochs have brought no new low of the validation loss, 43 at most";
    assertThat(LengthChoice.of(469, false, true).notes())
        .containsExactly(until + "; the model is the best one");
    assertThat(LengthChoice.of(469, false, false).notes()).containsExactly(until);
  }

  @Test
  void copiesGoTogetherUnlessTheyAreEqualByChance() {
    assertThat(SplitChoice.ofCopies(0.9).settings()).isEqualTo(Map.of("copies", "together"));
    assertThat(SplitChoice.ofCopies(0.01).settings()).isEqualTo(Map.of("copies", "apart"));
    assertThat(SplitChoice.ofCopies(0.01).notes()).singleElement().asString().startsWith("99 %");
  }

  @Test
  void withoutValidationTheLengthIsFixed() {
    assertThat(LengthChoice.withoutValidation(7, false).settings())
        .isEqualTo(Map.of("epochs", "429"));
    assertThat(LengthChoice.withoutValidation(100, true).settings())
        .isEqualTo(Map.of("epochs", "12"));
  }

  @Test
  void someFiveHundredUpdatesLieBetweenCheckpoints() {
    assertThat(CheckpointChoice.of(3).settings())
        .isEqualTo(Map.of("checkpoint-every-epochs", "166"));
    assertThat(CheckpointChoice.of(422).settings())
        .isEqualTo(Map.of("checkpoint-every-epochs", "1"));
    assertThat(CheckpointChoice.of(600).settings())
        .isEqualTo(Map.of("checkpoint-every-epochs", "1"));
  }

  @Test
  void warmupIsOfConvolutionsAlone() {
    assertThat(WarmupChoice.of(true, 100, 100).settings()).isEqualTo(Map.of("kl-warmup", "10"));
    assertThat(WarmupChoice.of(true, 10, 40).settings()).isEqualTo(Map.of("kl-warmup", "10"));
    assertThat(WarmupChoice.of(true, 10, 1).settings()).isEqualTo(Map.of("kl-warmup", "1"));
    assertThat(WarmupChoice.of(false, 10, 40).settings()).isEqualTo(Map.of("kl-warmup", "0"));
  }
}
