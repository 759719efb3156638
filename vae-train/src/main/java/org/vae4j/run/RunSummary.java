package org.vae4j.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.evaluate.diagnosis.Finding;
import org.vae4j.model.Vae;
import org.vae4j.settings.Settings;

/**
 * What a run came to: {@code summary.json}.
 *
 * @param epochs how many were trained
 * @param modelEpoch after which of them the run's own model was kept
 * @param train over the epoch of the run's own model, while the parameters moved
 * @param test after that epoch
 * @param findings what is wrong with the run; null where nobody has looked
 * @param examplesPerSecond over all epochs, the scoring of the held-out parts left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunSummary(
    String dataset,
    int epochs,
    int modelEpoch,
    Loss train,
    Loss test,
    double examplesPerSecond,
    long seed,
    int latentSize,
    long parameters,
    List<Finding> findings) {
  /** In nats per example; {@code loss} is the negative ELBO. */
  public record Loss(double loss, double reconstruction, double kl) {}

  /**
   * What a run has come to.
   *
   * @param history its epochs, one at least
   * @param vae the run's own model, as it was after one of them
   * @param findings what is wrong with it; null where nobody has looked
   */
  public static RunSummary of(
      Settings settings, List<MetricsRow> history, Vae vae, List<Finding> findings) {
    MetricsRow own = rowOf(history, vae);
    double seconds = history.stream().mapToDouble(MetricsRow::seconds).sum();
    double examples =
        history.stream().mapToDouble(row -> row.examplesPerSecond() * row.seconds()).sum();
    return new RunSummary(
        settings.data().dataset(),
        history.size(),
        own.epoch(),
        own.train(),
        own.test(),
        examples / seconds,
        settings.training().seed(),
        vae.latentSize(),
        vae.net().numParams(),
        findings);
  }

  /**
   * The epoch that a model is of.
   *
   * @param history the epochs of its run, one at least
   * @param vae as it was after one of them
   */
  public static MetricsRow rowOf(List<MetricsRow> history, Vae vae) {
    return history.get(Math.max(1, Math.min(history.size(), vae.net().getEpochCount())) - 1);
  }

  void write(Path file) throws IOException {
    WholeFile.write(
        file,
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this));
  }
}
