package org.vae4j.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.RunningLossTerms;
import org.vae4j.model.Vae;

/**
 * How well a model explains data it may not have seen.
 *
 * @param loss the negative ELBO in nats, with one z drawn for each example
 * @param standardErrors of its terms
 * @param activeUnits how many latent units carry information: Var over x of E[z | x] above 0.01
 *     (Burda et al. 2016, section 5.2)
 * @param reconstructionError of the mean of p(x | z) at the mean of q(z | x)
 * @param latentMeans the {@link Vae#latent} of every example: E[z | x] of a Gaussian posterior
 */
public record Evaluation(
    LossTerms loss,
    StandardErrors standardErrors,
    int activeUnits,
    ReconstructionError reconstructionError,
    List<double[]> latentMeans) {

  /** The standard errors of means over examples, in nats; NaN for a single example. */
  public record StandardErrors(double loss, double reconstruction, double kl) {
    private static StandardErrors of(List<ExampleTerms> examples) {
      return new StandardErrors(
          of(examples, ExampleTerms::total),
          of(examples, ExampleTerms::reconstruction),
          of(examples, ExampleTerms::kl));
    }

    private static double of(List<ExampleTerms> examples, ToDoubleFunction<ExampleTerms> term) {
      return MeanEstimate.of(examples.stream().mapToDouble(term).toArray()).standardError();
    }
  }

  /**
   * Scores a model. The data are read, and encoded, once.
   *
   * @param batches of the data
   * @param restoreUnits brings an example from the units that the model sees back to those that the
   *     data are stored in, in place
   */
  public static Evaluation of(Vae vae, Iterable<DataSet> batches, Consumer<float[]> restoreUnits) {
    RunningLossTerms loss = new RunningLossTerms();
    List<ExampleTerms> examples = new ArrayList<>();
    List<double[]> latentMeans = new ArrayList<>();
    ActiveUnits activeUnits = new ActiveUnits(vae.latentSize());
    DrawnMoments moments = new DrawnMoments(vae);
    ReconstructionError.Sum error = new ReconstructionError.Sum();
    for (DataSet batch : batches) {
      Vae.ScoredBatch scored = vae.scored(batch);
      loss.add(LossTerms.meanOf(scored.terms()));
      examples.addAll(scored.terms());
      INDArray means = scored.latent();
      double[][] mean = means.toDoubleMatrix();
      float[][] reconstruction = vae.decode(means).toFloatMatrix();
      float[][] x = batch.getLabels().toFloatMatrix();
      for (int i = 0; i < x.length; i++) {
        latentMeans.add(mean[i]);
        if (vae.hasGaussianPosterior()) {
          activeUnits.add(mean[i]);
        }
        restoreUnits.accept(x[i]);
        restoreUnits.accept(reconstruction[i]);
        error.add(x[i], reconstruction[i]);
      }
      if (!vae.hasGaussianPosterior()) {
        activeUnits.add(moments.next(batch.getFeatures()));
      }
    }
    return new Evaluation(
        loss.mean(), StandardErrors.of(examples), activeUnits.count(), error.mean(), latentMeans);
  }
}
