package org.vae4j.datasets.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;

class UnitScalingTest {
  private static Dataset rows(int width, float... values) {
    return Dataset.unlabelled("rows", ImageShape.grey(1, width), values);
  }

  private static float[] read(Dataset dataset, int example) {
    float[] row = new float[dataset.features()];
    dataset.reader().read(example, 0, row, 0);
    return row;
  }

  @Test
  void boundsOfTrainBecomeZeroAndOne() {
    Dataset train = rows(3, -2, 7, 10, 2, 7, 30, 1, 7, 15);
    Dataset scaled = train.then(UnitScaling.fit(train));
    assertThat(read(scaled, 0)).containsExactly(0, 0, 0);
    assertThat(read(scaled, 1)).containsExactly(1, 0, 1);
    assertThat(read(scaled, 2)).containsExactly(0.75f, 0, 0.25f);
  }

  /** A Bernoulli likelihood would refuse what lies outside. */
  @Test
  void heldOutValuesEndAtTheBounds() {
    UnitScaling scaling = UnitScaling.fit(rows(2, -2, 7, 2, 7));
    Dataset heldOut = rows(2, -100, 6, 100, 8, 0, 7).then(scaling);
    assertThat(read(heldOut, 0)).containsExactly(0, 0);
    assertThat(read(heldOut, 1)).containsExactly(1, 0);
    assertThat(read(heldOut, 2)).containsExactly(0.5f, 0);
  }

  /** The difference of the two largest floats of either sign is no float, but a double. */
  @Test
  void widestRangeThereIs() {
    float most = Float.MAX_VALUE;
    Dataset train = rows(1, -most, most, 0);
    assertThat(read(train.then(UnitScaling.fit(train)), 2)).containsExactly(0.5f);
    assertThat(read(train.then(UnitScaling.fit(train)), 1)).containsExactly(1);
  }

  @Test
  void categoriesStayAsTheyAre() {
    Dataset train =
        Dataset.table(
            "table",
            List.of(Column.numeric("a"), new Column("b", List.of("x", "y", "z"))),
            new float[] {0, 2, 10, 0},
            new int[0],
            List.of());
    for (FittedStep step :
        List.of(UnitScaling.fit(train), UnitScaling.of(UnitScaling.fit(train).fitted()))) {
      assertThat(read(train.then(step), 0)).containsExactly(0, 2);
      assertThat(read(train.then(step), 1)).containsExactly(1, 0);
    }
    assertThat(read(train.then(Standardisation.fit(train)), 0)).containsExactly(-1, 2);
  }

  @Test
  void unitsComeBack() {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[60];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-50, 200);
    }
    Dataset train = rows(3, values);
    UnitScaling scaling = UnitScaling.fit(train);
    for (int n = 0; n < train.size(); n++) {
      float[] row = read(train.then(scaling), n);
      assertThat(read(train.then(UnitScaling.of(scaling.fitted())), n)).isEqualTo(row);
      scaling.restoreUnits(row);
      for (int j = 0; j < row.length; j++) {
        // a float of [0, 1] is within 2^-25 of what it rounds, times a range of 250; and of 2^-17
        // is half a unit in the last place of a float up to 200
        assertThat((double) row[j]).isCloseTo(train.value(n, j), within(250 * 0x1p-25 + 0x1p-17));
      }
    }
  }

  @Test
  void whatItLearnedHasToBeWhole() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> UnitScaling.of(Map.of("least", new double[2], "greatest", new double[3])))
        .withMessage("3 numbers 'greatest' beside 2");
  }
}
