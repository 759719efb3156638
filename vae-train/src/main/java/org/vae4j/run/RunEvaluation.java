package org.vae4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.ImageDataSetIterator;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.evaluate.Evaluation;
import org.vae4j.loss.LossTerms;
import org.vae4j.model.Vae;
import org.vae4j.train.Trainer;

/**
 * The newest model of a run, evaluated on a part of its data.
 *
 * @param loss the negative ELBO in nats per example
 * @param n how many examples
 * @param split which part
 */
public record RunEvaluation(
    double loss,
    double reconstruction,
    double kl,
    List<Double> klPerUnit,
    int activeUnits,
    int n,
    String split) {
  /**
   * Scores a model with the same draws as in training: the loss of summary.json, to the bit.
   *
   * @param split what the part is called
   */
  public static RunEvaluation of(RunFolder folder, Vae vae, ImageDataset part, String split) {
    Settings settings = folder.settings();
    ImageDataSetIterator batches =
        new ImageDataSetIterator.Builder(part, settings.training().batchSize()).build();
    Nd4j.getRandom().setSeed(Trainer.heldOutSeed(settings.training().seed(), split));
    Evaluation evaluation =
        Evaluation.of(
            vae,
            () -> {
              batches.setEpoch(0);
              return batches;
            });
    LossTerms loss = evaluation.loss();
    return new RunEvaluation(
        loss.total(),
        loss.reconstruction(),
        loss.kl(),
        loss.klPerUnit(),
        evaluation.activeUnits(),
        part.size(),
        split);
  }

  public String toJson() {
    try {
      return new ObjectMapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
