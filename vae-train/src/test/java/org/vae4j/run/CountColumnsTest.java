package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageShape;
import org.vae4j.loss.LossTerms;
import org.vae4j.model.CountColumn;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;
import org.vae4j.train.EpochResult;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingData;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingPlan;

class CountColumnsTest {
  private static final int COLUMNS = 8;
  private static final int EPOCHS = 10;

  private static final Settings SETTINGS =
      SettingsFile.resolve(
          Optional.empty(),
          Map.of("likelihood", "poisson", "hidden", "32", "latent", "2", "batch-size", "50"));

  @Test
  void areTheMomentsOfTrain() {
    List<CountColumn> columns =
        CountColumns.of(Dataset.unlabelled("two", ImageShape.grey(1, 2), new float[] {0, 0, 6, 0}));
    CountColumn first = columns.get(0);
    assertThat(first.mean()).isEqualTo(3.25);
    assertThat(first.variance()).isEqualTo(9);
    assertThat(first.logMean()).isCloseTo(Math.log(7) / 2, within(1e-15));
    assertThat(first.logStdDev()).isCloseTo(Math.log(7) / 2, within(1e-15));
    // no count at all, of which the likeliest rate would be 0, and its logarithm no number
    assertThat(columns.get(1)).isEqualTo(new CountColumn(0.25, 0, 0, 0));
  }

  @Test
  void refuseWhatIsNone() {
    assertThatThrownBy(() -> new CountColumn(0, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a mean above 0");
  }

  /** Where z is 0. */
  @Test
  void aNewModelStartsAtTheColumnsMeans() {
    Dataset counts = counts("train", 500, 1000);
    Vae vae = NewModel.of(SETTINGS, counts, 10, 1);
    INDArray logRates = vae.decode(Nd4j.zeros(1, 2));
    List<CountColumn> columns = CountColumns.of(counts);
    for (int j = 0; j < COLUMNS; j++) {
      // biases are 0 at first; a float near 7 is rounded by 5e-7
      assertThat(Math.log(logRates.getDouble(0, j)))
          .isCloseTo(Math.log(columns.get(j).mean()), within(2e-6));
    }
  }

  /**
   * Of independent Poisson columns the best model is the columns' means, whose loss is the entropy.
   * It is {@code Σ p log p} over all counts, by the script in the comment below.
   *
   * <pre>
   * k = np.arange(int(m + 40 * m ** .5 + 60)); p = scipy.stats.poisson.pmf(k, m)
   * -scipy.special.xlogy(p, p).sum()
   * </pre>
   */
  @Tag("stress") // seconds of training
  @ParameterizedTest
  @CsvSource({"3, 1.931470", "50, 3.373266", "1000, 4.872733"})
  void independentCountsComeDownToTheirEntropy(double mean, double entropy) {
    DatasetSplits splits =
        DatasetSplits.of(counts("train", 2000, mean), counts("test", 2000, mean));
    Vae vae = NewModel.of(SETTINGS, splits.train(), 40, EPOCHS);
    List<EpochResult> results = new ArrayList<>();
    new Trainer(
            vae,
            TrainingData.of(splits, 50, 1),
            TrainingPlan.seeded(1),
            TrainingListener.ofEpochs(results::add))
        .train(EPOCHS);
    LossTerms test = results.get(EPOCHS - 1).test().orElseThrow();
    // −log p of one example deviates by √½ a column: 2 over 8 of them, 0.045 for 2,000 examples.
    assertThat(test.total()).isGreaterThan(COLUMNS * entropy - 0.2);
    // What is too much: the z that it has not yet unlearned. Rates 10 % off cost 40 nats at 1000.
    assertThat(test.total()).isLessThan(COLUMNS * entropy + 1);
  }

  private static Dataset counts(String name, int examples, double mean) {
    var random = RandomKey.of(3).with(name).generator();
    float[] values = new float[examples * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      double time = -Math.log1p(-random.nextDouble());
      while (time <= mean) {
        values[i]++;
        time -= Math.log1p(-random.nextDouble());
      }
    }
    return Dataset.unlabelled(name, ImageShape.grey(1, COLUMNS), values);
  }
}
