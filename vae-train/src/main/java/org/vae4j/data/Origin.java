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

  /** In words, the first setting that both know and that differs. */
  public Optional<String> difference(Origin now) {
    return settings.entrySet().stream()
        .filter(then -> now.settings.containsKey(then.getKey()))
        .filter(then -> !then.getValue().equals(now.settings.get(then.getKey())))
        .findFirst()
        .map(
            then ->
                "%s %s, as the run was started with, found %s"
                    .formatted(then.getKey(), then.getValue(), now.settings.get(then.getKey())));
  }

  /** The parts that were there and are others now. */
  public List<String> changedParts(Map<String, String> nowSha256) {
    return dataSha256.entrySet().stream()
        .filter(then -> !then.getValue().equals(nowSha256.get(then.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }
}
