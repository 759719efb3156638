package org.vae4j.run;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.data.DataDigest;
import org.vae4j.data.FittedSteps;
import org.vae4j.data.PreparedData;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.refusal.BadInputException;

/** The data of a run that has begun, as its network sees them. */
public final class RunData {
  private static final Logger LOG = LoggerFactory.getLogger(RunData.class);

  private RunData() {}

  /**
   * One part by name. A warning tells if the data are not those that the run was trained on.
   *
   * @param split train, validation or test
   * @param downloads is told of a download's progress
   * @throws BadInputException if there is no such part
   */
  public static Dataset part(RunFolder folder, String split, DownloadListener downloads)
      throws IOException {
    FittedSteps fitted = RunCheckpoints.fitted(folder).orElse(FittedSteps.NONE);
    DatasetSplits splits = PreparedData.load(folder.settings(), fitted, downloads);
    PreparedData.requireShape(splits.train(), folder.info().image());
    warnIfChanged(folder, splits);
    return switch (split) {
      case "train" -> splits.train();
      case "test" -> splits.test();
      case "validation" ->
          splits
              .validation()
              .orElseThrow(() -> new BadInputException("--split: this run has no validation part"));
      default ->
          throw new BadInputException(
              "--split: expected train, validation or test, got '%s'".formatted(split));
    };
  }

  private static void warnIfChanged(RunFolder folder, DatasetSplits splits) throws IOException {
    List<String> changed =
        RunCheckpoints.origin(folder)
            .map(trained -> trained.changedParts(DataDigest.of(splits)))
            .orElse(List.of());
    if (!changed.isEmpty()) {
      LOG.warn(
          "{}: the data are not those the run was trained on: other content of {}",
          folder.path(),
          String.join(", ", changed));
    }
  }
}
