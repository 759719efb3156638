package org.vae4j.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.data.Origin;
import org.vae4j.run.RunCheckpoints;
import org.vae4j.run.RunFolder;
import org.vae4j.settings.ConstantNames;
import org.vae4j.settings.DataSettings;
import org.vae4j.settings.Settings;

/**
 * What the loss of a run is measured on. Losses compare where all of it is the same.
 *
 * @param data the SHA-256 of test, or, of an older version's run, what its settings call it
 * @param likelihood its name
 * @param preparation of the values that the likelihood sees
 */
record LossScale(String data, String likelihood, List<String> preparation) {

  static LossScale of(RunFolder folder, Settings settings) throws IOException {
    DataSettings data = settings.data();
    return new LossScale(
        RunCheckpoints.origin(folder)
            .map(Origin::dataSha256)
            .map(parts -> parts.get("test"))
            .orElseGet(() -> called(data)),
        ConstantNames.of(settings.loss().likelihood()),
        List.of(
            ConstantNames.of(data.scale()),
            ConstantNames.of(data.dequantize()),
            ConstantNames.of(data.binarize())));
  }

  private static String called(DataSettings data) {
    Path file = Optional.ofNullable(data.testImages()).orElse(data.trainImages());
    return "%s %s %s".formatted(data.dataset(), file, data.classes());
  }

  /** Why the losses of some scales do not compare, as one sentence; empty if they do. */
  static Optional<String> difference(List<LossScale> scales) {
    Map<String, Long> kinds = new LinkedHashMap<>();
    kinds.put("test data", scales.stream().map(LossScale::data).distinct().count());
    kinds.put("likelihoods", scales.stream().map(LossScale::likelihood).distinct().count());
    kinds.put("preparation of x", scales.stream().map(LossScale::preparation).distinct().count());
    Stream<String> differing =
        kinds.entrySet().stream().filter(kind -> kind.getValue() > 1).map(Map.Entry::getKey);
    String names = differing.collect(Collectors.joining(" and "));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The losses of these runs do not compare, for their %s differ. Only runs that share both data and likelihood stand side by side."
                .formatted(names));
  }
}
