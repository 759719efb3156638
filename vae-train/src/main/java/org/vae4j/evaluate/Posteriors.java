package org.vae4j.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.GaussianKl;
import org.vae4j.model.Vae;

/**
 * Where the encoder puts examples.
 *
 * @param means of q(z | x), {@code [N, L]}; of one that flows move, where its mean goes
 * @param klPerUnit KL(q(z | x) ‖ p(z)) of each latent unit in nats, averaged over the examples; L
 *     values, or none where it has no closed form, or the prior depends on an input
 */
public record Posteriors(INDArray means, List<Double> klPerUnit) {
  /**
   * Encodes examples.
   *
   * @param batches of x; read from where it stands to its end; one at least
   */
  public static Posteriors of(Vae vae, Iterator<DataSet> batches) {
    Optional<DiagonalGaussian> prior = vae.gaussianPrior().map(Posteriors::inDouble);
    double[] kl = new double[prior.isPresent() ? vae.latentSize() : 0];
    List<INDArray> means = new ArrayList<>();
    long examples = 0;
    while (batches.hasNext()) {
      INDArray x = batches.next().getFeatures();
      long count = x.size(0);
      examples += count;
      if (prior.isEmpty()) {
        means.add(vae.latent(x));
      } else {
        DiagonalGaussian posterior = vae.encode(x);
        means.add(posterior.mean().dup());
        INDArray perUnit = GaussianKl.perUnit(inDouble(posterior), repeated(prior.get(), count));
        for (double[] row : perUnit.toDoubleMatrix()) {
          for (int j = 0; j < kl.length; j++) {
            kl[j] += row[j];
          }
        }
      }
    }
    long n = examples;
    return new Posteriors(Nd4j.vstack(means), Arrays.stream(kl).mapToObj(sum -> sum / n).toList());
  }

  /** The units, from 0, that of the highest KL first; as they come where no KL is known. */
  public List<Integer> unitsByKl() {
    Stream<Integer> units = IntStream.range(0, (int) means.size(1)).boxed();
    return klPerUnit.isEmpty()
        ? units.toList()
        : units.sorted(Comparator.comparing(klPerUnit::get).reversed()).toList();
  }

  private static DiagonalGaussian inDouble(DiagonalGaussian gaussian) {
    return new DiagonalGaussian(
        gaussian.mean().castTo(DataType.DOUBLE), gaussian.logVariance().castTo(DataType.DOUBLE));
  }

  private static DiagonalGaussian repeated(DiagonalGaussian row, long count) {
    long units = row.latentSize();
    return new DiagonalGaussian(
        row.mean().broadcast(count, units), row.logVariance().broadcast(count, units));
  }
}
