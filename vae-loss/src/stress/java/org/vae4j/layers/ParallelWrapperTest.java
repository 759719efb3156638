package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.LinearWarmup;

/**
 * The layers under DL4J's {@code ParallelWrapper}, whose workers clone the network through JSON.
 */
@Tag("stress")
class ParallelWrapperTest {
  @Test
  void twoWorkersTrainTheVae() {
    SeededMatrices random = new SeededMatrices(70, DataType.FLOAT);
    INDArray x = random.oneOf(1, TinyVae.FEATURES, 0, 1).repeat(0, 400);
    ComputationGraph net =
        new TinyVae()
            .type(DataType.FLOAT)
            .updater(new Adam(0.01))
            .klWeight(LinearWarmup.iterations(5))
            .freeBits(0.1)
            .priorFrom(new LearnedPriorLayer.Builder().latentSize(TinyVae.LATENT_SIZE).build())
            .net();
    DataSet batch = new DataSet(x, x);
    double before = net.score(batch);

    ParallelWrapper wrapper =
        new ParallelWrapper.Builder<>(net)
            .workers(2)
            .prefetchBuffer(2)
            .averagingFrequency(2)
            .build();
    try {
      for (int epoch = 0; epoch < 20; epoch++) {
        wrapper.fit(new ListDataSetIterator<>(batch.asList(), 20));
      }
    } finally {
      wrapper.shutdown();
    }

    assertThat(net.params().isNaN().any()).isFalse();
    // Every example is the same, so there is nothing to pay for in the end.
    assertThat(net.score(batch)).isLessThan(before / 2);
    assertThat(VaeLoss.of(net).lossTerms().examples()).isEqualTo(400);
  }
}
