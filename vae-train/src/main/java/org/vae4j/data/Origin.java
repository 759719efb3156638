package org.vae4j.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;

/**
 * What the bits of a run come from, kept in each of its checkpoints. With another origin, to go on
 * would give a run that nobody could give again.
 *
 * @param settings by section and name, as text, all but those that may change: the number of
 *     epochs, when checkpoints are written, and the paths of the data, whose content counts
 * @param dataSha256 of each part of the data: {@link DataDigest}
 */
public record Origin(Map<String, String> settings, Map<String, String> dataSha256) {
  public Origin {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    dataSha256 = Collections.unmodifiableMap(new LinkedHashMap<>(dataSha256));
  }

  /** Of settings whose data has not been looked at yet. */
  public static Origin of(Settings settings) {
    return new Origin(SettingsFile.decisive(settings), Map.of());
  }

  public static Origin of(Settings settings, DatasetSplits splits) {
    return new Origin(SettingsFile.decisive(settings), DataDigest.of(splits));
  }

  /** In words, the first thing that both know and that differs. */
  public Optional<String> difference(Origin now) {
    return difference(settings, now.settings, "%s %s, as the run was started with, found %s")
        .or(
            () ->
                difference(
                    dataSha256,
                    now.dataSha256,
                    "the data the run was started with, %s of SHA-256 %s, found %s"));
  }

  /** The parts that were there and are others now. */
  public List<String> changedParts(Map<String, String> nowSha256) {
    return dataSha256.entrySet().stream()
        .filter(then -> !then.getValue().equals(nowSha256.get(then.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Optional<String> difference(
      Map<String, String> then, Map<String, String> now, String words) {
    return then.entrySet().stream()
        .filter(known -> now.containsKey(known.getKey()))
        .filter(known -> !known.getValue().equals(now.get(known.getKey())))
        .findFirst()
        .map(known -> words.formatted(known.getKey(), known.getValue(), now.get(known.getKey())));
  }
}
