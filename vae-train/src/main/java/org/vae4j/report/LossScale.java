package org.vae4j.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vae4j.data.FittedSteps;
import org.vae4j.data.Origin;
import org.vae4j.datasets.Column;
import org.vae4j.run.RunCheckpoints;
import org.vae4j.run.RunFolder;
import org.vae4j.settings.BinarisationName;
import org.vae4j.settings.ConstantNames;
import org.vae4j.settings.DataSettings;
import org.vae4j.settings.LikelihoodName;
import org.vae4j.settings.Scaling;
import org.vae4j.settings.Settings;

/**
 * What the loss of a run is measured on. Losses compare where all of it is the same.
 *
 * @param data the SHA-256 of test as it is stored, or, of an older version's run, what its settings
 *     call it
 * @param preparation what makes of it what the network sees
 * @param likelihood its name, and of a table what its columns are
 */
record LossScale(String data, String preparation, String likelihood) {

  static LossScale of(RunFolder folder, Settings settings) throws IOException {
    Map<String, String> digests =
        RunCheckpoints.origin(folder).map(Origin::dataSha256).orElse(Map.of());
    LikelihoodName likelihood = settings.loss().likelihood();
    return new LossScale(
        digests.getOrDefault("test", called(settings.data())),
        "%s, %s, %s"
            .formatted(
                fitted(folder, settings, digests),
                ConstantNames.of(settings.data().dequantize()),
                drawn(settings.data().binarize())),
        likelihood.written()
            + (likelihood == LikelihoodName.MIXED || likelihood == LikelihoodName.TABLE
                ? kinds(folder.info().columns())
                : ""));
  }

  /** What was learned from train; where an older version did not keep it, which train that was. */
  private static String fitted(RunFolder folder, Settings settings, Map<String, String> digests)
      throws IOException {
    Optional<FittedSteps> fitted = RunCheckpoints.fitted(folder);
    Scaling scale = settings.data().scale();
    if (fitted.isPresent() || scale == Scaling.AUTO) {
      return fitted.orElse(FittedSteps.NONE).digest();
    }
    return ConstantNames.of(scale)
        + " by train "
        + digests.getOrDefault("train", called(settings.data()));
  }

  /** Test is binarised once, whether train is drawn anew in every epoch or not. */
  private static String drawn(BinarisationName binarisation) {
    return ConstantNames.of(
        binarisation == BinarisationName.DYNAMIC ? BinarisationName.STATIC : binarisation);
  }

  private static String kinds(List<Column> columns) {
    return columns == null
        ? ""
        : columns.stream()
            .map(column -> column.kind() + " " + column.categories())
            .toList()
            .toString();
  }

  private static String called(DataSettings data) {
    Path file = Optional.ofNullable(data.testImages()).orElse(data.trainImages());
    return "%s %s %s".formatted(data.dataset(), file, data.classes());
  }

  /** Why the losses of some scales do not compare; empty if they do. */
  static Optional<String> difference(List<LossScale> scales) {
    Map<String, Function<LossScale, String>> parts = new LinkedHashMap<>();
    parts.put("test data", LossScale::data);
    parts.put("preparation of these data (scale and the like)", LossScale::preparation);
    parts.put("likelihood", LossScale::likelihood);
    String names =
        parts.entrySet().stream()
            .filter(part -> scales.stream().map(part.getValue()).distinct().count() > 1)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not all losses of these runs compare. The runs differ in: %s. Those that do compare share a table and a chart."
                .formatted(names));
  }
}
