package org.vae4j.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.data.PreparedData;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.datasets.OrderedBatches;
import org.vae4j.evaluate.ClassAccuracy;
import org.vae4j.evaluate.ElboTerms;
import org.vae4j.evaluate.Evaluation;
import org.vae4j.evaluate.ExampleScores;
import org.vae4j.evaluate.MarginalLikelihood;
import org.vae4j.evaluate.MeanEstimate;
import org.vae4j.evaluate.Posteriors;
import org.vae4j.evaluate.Progress;
import org.vae4j.layers.VaeLoss;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.Settings;
import org.vae4j.train.Trainer;

/**
 * A model of a run, evaluated on a part of its data.
 *
 * @param loss the negative ELBO in nats per example
 * @param klPerUnit of each latent unit; empty where it is not known by unit
 * @param activeUnits how many units carry information
 * @param elboTerms the negative ELBO in three terms, by some of the examples; null where they are
 *     not known
 * @param nll −log p(x); null where it was not asked for
 * @param dataUnits the same in the units of the data as they are stored; of pixels in levels
 * @param bitsPerDimension of images, −log₂ of the density or probability of a level, per value: by
 *     the NLL where there is one, else by the loss; null where the likelihood gives grey values no
 *     probability
 * @param mse of a reconstruction, per value; in the units of pixels in [0, 1], where there are
 *     pixels
 * @param psnr of a reconstruction, in dB; NaN where the data are no images, or not in [0, 1]
 * @param n how many examples
 * @param split which part
 * @param checkpoint the name of the model's file
 * @param standardErrors of loss, reconstruction and KL
 * @param classAccuracy what the latent mean tells of the class; null without labels or with too few
 *     examples
 * @param noClassAccuracy why there is none, though there are labels; else null
 */
public record RunEvaluation(
    double loss,
    double reconstruction,
    double kl,
    List<Double> klPerUnit,
    int activeUnits,
    ElboTerms elboTerms,
    MarginalNll nll,
    DataUnits dataUnits,
    Double bitsPerDimension,
    double mse,
    double psnr,
    int n,
    String split,
    String checkpoint,
    Evaluation.StandardErrors standardErrors,
    ClassAccuracy classAccuracy,
    String noClassAccuracy) {

  /**
   * Losses of scaled data with the log of the scale added, so that those of different scalings
   * compare.
   *
   * @param nll null where it was not asked for
   */
  public record DataUnits(double loss, MarginalNll nll) {}

  /**
   * −log p(x) by importance sampling, in nats per example: on average an upper bound.
   *
   * @param samples K for each example
   * @param standardError over the examples
   * @param effectiveSampleSize how many draws from p(z | x) itself the K are worth, averaged over
   *     the examples
   * @param gap about how far it lies above −log p(x), in nats: half of Var(p̂ / p) = 1 / ESS − 1 /
   *     K, to second order, averaged over the examples; where few draws have all the weight it is
   *     still farther
   * @see <a href="https://arxiv.org/abs/1808.09034">Domke &amp; Sheldon 2018</a>
   */
  public record MarginalNll(
      double value, int samples, double standardError, double effectiveSampleSize, double gap) {
    /**
     * Nats that may lie above −log p(x) before the estimate is called loose: what papers call a
     * difference between models is some tenths of a nat.
     */
    private static final double LOOSE = 0.1;

    /**
     * Whether it is loose. Not a share of K, such as one draw in a hundred: of 5000 draws that are
     * worth 50 the gap is a hundredth of a nat, and more draws leave the share as it is.
     */
    public boolean needsMoreDraws() {
      return !(gap <= LOOSE);
    }

    MarginalNll plus(double nats) {
      return new MarginalNll(value + nats, samples, standardError, effectiveSampleSize, gap);
    }
  }

  /**
   * Scores a model with the same draws as in training: the loss of summary.json, to the bit. They
   * follow one another from batch to batch; those of {@link org.vae4j.evaluate.ExampleScores} are
   * each example's own.
   *
   * @param split what the part is called
   * @param samples K of the marginal likelihood, 0 for none
   * @throws BadInputException if there is no marginal likelihood
   */
  public static RunEvaluation of(
      RunFolder folder, Vae vae, Dataset part, String split, int samples, Progress progress)
      throws IOException {
    Settings settings = folder.settings();
    String checkpoint = folder.checkpointFile().getFileName().toString();
    OrderedBatches batches = new OrderedBatches(part, settings.training().batchSize());
    RandomKey key = RandomKey.of(settings.training().seed()).with("evaluate").with(split);
    MarginalLikelihood likelihood =
        samples == 0 ? null : marginalLikelihood(vae, samples, drawsOf(settings, split));
    Nd4j.getRandom().setSeed(Trainer.heldOutSeed(settings.training().seed(), split));
    Evaluation evaluation = Evaluation.of(vae, batches, part::restoreUnits);
    LossTerms loss = evaluation.loss();
    MarginalNll nll =
        likelihood == null ? null : nll(likelihood, batches, part.size(), samples, progress);
    double logScale = hasDensity(vae) ? part.logScale() : 0;
    DataUnits dataUnits =
        new DataUnits(loss.total() + logScale, nll == null ? null : nll.plus(logScale));
    boolean enough = ClassAccuracy.asked(part.size()) >= ClassAccuracy.LEAST_ASKED;
    return new RunEvaluation(
        loss.total(),
        loss.reconstruction(),
        loss.kl(),
        klPerUnit(vae, loss, batches),
        evaluation.activeUnits(),
        elboTerms(settings, vae, part, key.with("elbo terms")),
        nll,
        dataUnits,
        bitsPerDimension(vae, part, settings, dataUnits),
        evaluation.reconstructionError().mse(),
        PreparedData.areImages(part, settings)
            ? evaluation.reconstructionError().psnr()
            : Double.NaN,
        part.size(),
        split,
        checkpoint,
        evaluation.standardErrors(),
        part.hasLabels() && enough
            ? ClassAccuracy.of(
                evaluation.latentMeans().toArray(double[][]::new),
                part.labels(),
                part.classNames().size(),
                key.with("classes"))
            : null,
        part.hasLabels() && !enough
            ? "expected %d examples to be asked, half of all, found %d"
                .formatted(ClassAccuracy.LEAST_ASKED, ClassAccuracy.asked(part.size()))
            : null);
  }

  /** A loss that is estimated from draws knows the sum alone. */
  private static List<Double> klPerUnit(Vae vae, LossTerms loss, OrderedBatches batches) {
    return vae.loss() instanceof VaeLoss
        ? loss.klPerUnit()
        : Posteriors.of(vae, batches.iterator()).klPerUnit();
  }

  /** Of random examples where they are too many: the first would not do if they lie by class. */
  private static ElboTerms elboTerms(Settings settings, Vae vae, Dataset part, RandomKey key) {
    if (!ElboTerms.areKnownOf(vae)) {
      return null;
    }
    Dataset some =
        part.size() <= ElboTerms.MOST_EXAMPLES
            ? part
            : part.split(ElboTerms.MOST_EXAMPLES, key.with("examples")).part();
    return ElboTerms.of(vae, new OrderedBatches(some, settings.training().batchSize()), key);
  }

  private static boolean hasDensity(Vae vae) {
    return vae.loss().density().filter(Likelihood::isDensity).isPresent();
  }

  private static Double bitsPerDimension(
      Vae vae, Dataset part, Settings settings, DataUnits units) {
    boolean grey =
        vae.loss().density().filter(BernoulliLikelihood.class::isInstance).isPresent()
            && !isBinary(part);
    if (grey || !PreparedData.areImages(part, settings)) {
      return null;
    }
    double nats = units.nll() == null ? units.loss() : units.nll().value();
    return nats / (part.features() * Math.log(2));
  }

  private static boolean isBinary(Dataset part) {
    float[] x = new float[part.features()];
    ExampleReader reader = part.reader();
    for (int n = 0; n < part.size(); n++) {
      reader.read(n, 0, x, 0);
      for (float value : x) {
        if (value != 0 && value != 1) {
          return false;
        }
      }
    }
    return true;
  }

  private static MarginalNll nll(
      MarginalLikelihood likelihood,
      OrderedBatches batches,
      int n,
      int samples,
      Progress progress) {
    List<MarginalLikelihood.Estimate> estimates =
        likelihood.estimates(batches.iterator(), n, progress);
    MeanEstimate mean =
        MeanEstimate.of(
            estimates.stream().mapToDouble(estimate -> -estimate.logProbability()).toArray());
    double effective =
        estimates.stream()
            .mapToDouble(MarginalLikelihood.Estimate::effectiveSampleSize)
            .average()
            .orElse(Double.NaN);
    double gap =
        estimates.stream()
            .mapToDouble(estimate -> 0.5 * (1 / estimate.effectiveSampleSize() - 1.0 / samples))
            .average()
            .orElse(Double.NaN);
    return new MarginalNll(mean.value(), samples, mean.standardError(), effective, gap);
  }

  /**
   * How odd each example is.
   *
   * @param name what the set is called, which its draws go by
   * @param samples K of the marginal likelihood, 0 for none
   * @throws BadInputException if there is no marginal likelihood
   */
  public static ExampleScores scores(
      RunFolder folder, Vae vae, Dataset part, String name, int samples, Progress progress) {
    Settings settings = folder.settings();
    if (samples > 0) {
      marginalLikelihood(vae, samples, drawsOf(settings, name));
    }
    return ExampleScores.of(
        vae, part, drawsOf(settings, name), samples, settings.training().batchSize(), progress);
  }

  /** What the z of a part's examples are drawn by. */
  private static RandomKey drawsOf(Settings settings, String name) {
    return RandomKey.of(settings.training().seed())
        .with("evaluate")
        .with(name)
        .with("importance sampling");
  }

  /**
   * log p(x) by importance sampling.
   *
   * @throws BadInputException if the model has none
   */
  private static MarginalLikelihood marginalLikelihood(Vae vae, int samples, RandomKey draws) {
    try {
      return new MarginalLikelihood(vae, samples, draws);
    } catch (IllegalStateException | UnsupportedOperationException e) {
      throw new BadInputException("--samples: " + e.getMessage(), e);
    }
  }

  /** Infinite numbers are the strings "Infinity" and "-Infinity", and what is none "NaN". */
  public String toJson() {
    try {
      return JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build()
          .writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
