package org.vae4j.datasets.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;

class ImputationTest {
  private static final float NONE = Float.NaN;
  private static final List<Column> COLUMNS =
      List.of(
          Column.numeric("age"),
          new Column("colour", List.of("red", "green")),
          Column.numeric("count"));

  private static Dataset table(float... values) {
    return Dataset.table("people", COLUMNS, values, new int[0], List.of());
  }

  private static float[] read(Dataset dataset, int example) {
    float[] row = new float[dataset.features()];
    dataset.reader().read(example, 0, row, 0);
    return row;
  }

  /** Age: the mean of 10 and 20; colour: green twice; count: of 1, 2 and 6. */
  @Test
  void meansAndMostFrequentOfWhatThereIs() {
    Dataset train = table(10, 1, 1, 20, 1, 2, NONE, 0, 6, NONE, NONE, NONE);
    Imputation imputation = Imputation.fit(train);
    assertThat(read(train.then(imputation), 2)).containsExactly(15, 0, 6);
    assertThat(read(train.then(imputation), 3)).containsExactly(15, 1, 3);
    Dataset test = table(NONE, NONE, NONE, 100, 0, 100).then(imputation);
    assertThat(read(test, 0)).containsExactly(15, 1, 3);
    assertThat(read(test, 1)).containsExactly(100, 0, 100);
  }

  @Test
  void theFirstOfCategoriesThatTieIsTaken() {
    Dataset train = table(1, 1, 1, 1, 0, 1, 1, NONE, 1);
    assertThat(read(train.then(Imputation.fit(train)), 2)).containsExactly(1, 0, 1);
  }

  @Test
  void onlyThePartThatItIsFittedOnCounts() {
    Dataset whole = table(10, 1, 1, 20, 1, 2, 1000, 0, 1000, NONE, NONE, NONE);
    Imputation imputation = Imputation.fit(whole.select(0, 1, 3));
    assertThat(read(whole.then(imputation), 3)).containsExactly(15, 1, 1.5f);
  }

  @Test
  void columnWithoutAValueIsRefused() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Imputation.fit(table(NONE, 1, 1, NONE, 0, 2)))
        .withMessage("people, column 'age': expected a value, found none in train");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Imputation.fit(table(1, NONE, 1, 2, NONE, 2)))
        .withMessage("people, column 'colour': expected a value, found none in train");
  }

  @Test
  void comesBackFromWhatItLearned() {
    Dataset train = table(10, 1, 1, 21, 1, 2, NONE, NONE, NONE);
    Imputation imputation = Imputation.fit(train);
    assertThat(read(train.then(Imputation.of(imputation.fitted())), 2))
        .isEqualTo(read(train.then(imputation), 2));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Imputation.of(Map.of()))
        .withMessage("no numbers 'fill'");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(
            () -> Dataset.unlabelled("other", ImageShape.grey(1, 2), new float[2]).then(imputation))
        .withMessageContaining("the 3 features that a step was fitted on, found 2 of");
  }
}
