package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.SmallVae;
import org.vae4j.evaluate.MarginalLikelihood.Estimate;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

class NegativeElboTest {
  private static final RandomKey KEY = RandomKey.of(4);

  /** The rounding of matrix products in float of another shape, in a sum of some 14 nats. */
  private static final Offset<Double> ROUNDING = within(1e-4);

  private final Vae vae = SmallVae.untrained(3);
  private final INDArray x = Nd4j.rand(DataType.FLOAT, 13, SmallVae.SHAPE.size());

  @Test
  void dependsNeitherOnBatchesNorOnWhatFollows() {
    double[] whole = reconstructions(13, 13);
    for (int examples : new int[] {1, 5, 12}) {
      for (int batch : new int[] {1, 4, 13}) {
        double[] some = reconstructions(examples, batch);
        assertThat(some).hasSize(examples);
        for (int i = 0; i < examples; i++) {
          assertThat(some[i]).isCloseTo(whole[i], ROUNDING);
        }
      }
    }
  }

  @Test
  void isThatOfOneSampleOfTheMarginalLikelihood() {
    List<Estimate> one = estimates(1);
    double[] whole = reconstructions(13, 5);
    for (int i = 0; i < whole.length; i++) {
      assertThat(one.get(i).reconstruction()).isCloseTo(whole[i], ROUNDING);
    }
  }

  @Test
  void theMarginalLikelihoodAveragesItOverItsSamples() {
    int samples = 3;
    List<Estimate> three = estimates(samples);
    for (int i = 0; i < 13; i++) {
      NormalDraws draws = new NormalDraws(KEY.with(i));
      INDArray same = Nd4j.repeat(rows(i, i + 1), samples).reshape(samples, x.columns());
      double mean =
          vae
              .exampleTerms(
                  new DataSet(same, same),
                  (type, examples, units) -> {
                    INDArray noise = Nd4j.create(type, examples, units);
                    for (int k = 0; k < examples; k++) {
                      for (int j = 0; j < units; j++) {
                        noise.putScalar(k, j, draws.next());
                      }
                    }
                    return noise;
                  })
              .stream()
              .mapToDouble(ExampleTerms::reconstruction)
              .average()
              .orElseThrow();
      assertThat(three.get(i).reconstruction()).isCloseTo(mean, ROUNDING);
    }
  }

  @Test
  void leavesTheSamplingLayerAsItWas() {
    DataSet batch = new DataSet(x, x);
    Nd4j.getRandom().setSeed(7);
    List<ExampleTerms> before = vae.exampleTerms(batch);
    NegativeElbo.of(vae, List.of(batch).iterator(), KEY);
    Nd4j.getRandom().setSeed(7);
    assertThat(vae.exampleTerms(batch)).isEqualTo(before);
  }

  private List<Estimate> estimates(int samples) {
    return new MarginalLikelihood(vae, samples, KEY)
        .estimates(List.of(new DataSet(x, x)).iterator(), 13, (now, total) -> {});
  }

  private double[] reconstructions(int examples, int batch) {
    List<DataSet> batches = new ArrayList<>();
    for (int from = 0; from < examples; from += batch) {
      INDArray part = rows(from, Math.min(examples, from + batch));
      batches.add(new DataSet(part, part));
    }
    return NegativeElbo.of(vae, batches.iterator(), KEY).stream()
        .mapToDouble(ExampleTerms::reconstruction)
        .toArray();
  }

  private INDArray rows(int from, int to) {
    return x.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup();
  }
}
