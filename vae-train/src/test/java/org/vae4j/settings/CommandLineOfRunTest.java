package org.vae4j.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.ImageShape;

class CommandLineOfRunTest {
  @Test
  void namesWhatIsNotTheDefault() {
    assertThat(lineOf(10, Map.of())).isEqualTo("./vae train");
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("dataset", "mnist");
    flags.put("data-dir", "/data/it's here");
    flags.put("hidden", "400,200");
    assertThat(lineOf(10, flags))
        .isEqualTo("./vae train --dataset mnist --data-dir '/data/it'\\''s here' --hidden 400,200");
  }

  @Test
  void defaultsAreThoseOfTheArchitecture() {
    assertThat(lineOf(10, Map.of("architecture", "conv")))
        .isEqualTo("./vae train --architecture conv");
    // the default of the other one
    assertThat(lineOf(10, Map.of("architecture", "conv", "hidden", "400")))
        .isEqualTo("./vae train --architecture conv --hidden 400");
  }

  @Test
  void addedEpochsAreAResume() {
    assertThat(lineOf(10, Map.of("epochs", "25")))
        .isEqualTo("./vae train --run-dir RUN\n./vae resume RUN --epochs 25");
  }

  private static String lineOf(int horizonEpochs, Map<String, String> flags) {
    return CommandLineOfRun.of(
        SettingsFile.resolve(Optional.empty(), flags),
        new RunInfo(Map.of(), ImageShape.grey(28, 28), horizonEpochs, List.of()));
  }
}
