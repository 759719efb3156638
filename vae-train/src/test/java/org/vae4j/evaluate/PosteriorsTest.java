package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.SmallVae;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.model.Vae;

class PosteriorsTest {
  /** Sixteen times the rounding of the network's floats, whose sums depend on the batch size. */
  private static final double ROUNDING = 1e-6;

  @Test
  void agreesWithTheLossLayerOnTheKlOfEachUnit() {
    Vae vae = SmallVae.untrained(3);
    Dataset data = SmallVae.data(1, 57).test();
    Posteriors posteriors = Posteriors.of(vae, batches(data, 20));
    List<Double> expected = vae.lossTerms(batches(data, 57)).klPerUnit();
    assertThat(posteriors.klPerUnit()).hasSize(SmallVae.LATENT);
    for (int j = 0; j < SmallVae.LATENT; j++) {
      assertThat(posteriors.klPerUnit().get(j))
          .isPositive()
          .isCloseTo(expected.get(j), within(ROUNDING * expected.get(j)));
    }
    assertThat(posteriors.means())
        .isEqualTo(vae.encode(batches(data, 57).next().getFeatures()).mean());
  }

  @Test
  void ordersUnitsByKlAndThenByNumber() {
    Posteriors posteriors = new Posteriors(Nd4j.zeros(1, 4), List.of(0.5, 2.0, 0.5, 3.0));
    assertThat(posteriors.unitsByKl()).containsExactly(3, 1, 0, 2);
  }

  private static DatasetIterator batches(Dataset data, int size) {
    return new DatasetIterator.Builder(data, size).build();
  }
}
