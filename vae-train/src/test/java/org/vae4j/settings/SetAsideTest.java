package org.vae4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.datasets.ImageShape;
import org.vae4j.refusal.BadInputException;

class SetAsideTest {
  /** A count is itself; a share is the nearest number, half upwards, and one at least. */
  @ParameterizedTest
  @CsvSource({
    "0, 200, 0",
    "50, 200, 50",
    "50, 20, 50",
    "10%, 200, 20",
    "10%, 204, 20",
    "10%, 205, 21",
    "2.5%, 200, 5",
    "0.1%, 20, 1",
    "99%, 10, 10"
  })
  void isACountOrAShare(String text, int examples, int expected) {
    SetAside aside = SetAside.read("test-size", text);
    assertThat(aside.of(examples)).isEqualTo(expected);
    assertThat(aside).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "10 %", "100%", "0%", "x", "1e3", "12345678901", "0.5"})
  void isNothingElse(String text) {
    assertThatThrownBy(() -> SetAside.read("test-size", text))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "--test-size: expected a number of examples, or a share such as 10%, got '"
                + text
                + "'");
  }

  @Test
  void isKeptInYamlAsItWasGiven(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("config.yaml");
    Settings settings =
        SettingsFile.resolve(Optional.empty(), Map.of("test-size", "10%", "validation-size", "50"));
    SettingsFile.write(settings, new RunInfo(Map.of(), ImageShape.grey(1, 2), 1, List.of()), file);
    assertThat(Files.readString(file)).contains("test-size: 10%\n", "validation-size: 50\n");
    assertThat(SettingsFile.read(file)).isEqualTo(settings);
  }
}
