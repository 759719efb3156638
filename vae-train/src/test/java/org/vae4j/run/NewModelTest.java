package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;

class NewModelTest {
  @Test
  void hasTheArchitectureOfTheSettings() {
    Settings conv = SettingsFile.resolve(Optional.empty(), Map.of("architecture", "conv"));
    Vae vae = NewModel.of(conv, blank(new ImageShape(12, 12, 3)), 1, 1);
    assertThat(vae.net().getVertex("convolution")).isNotNull();
    assertThat(vae.net().getLayer("hidden").getParam("b").length()).isEqualTo(256);
    Vae mlp = NewModel.of(Settings.DEFAULTS, blank(new ImageShape(12, 12, 3)), 1, 1);
    assertThat(mlp.net().getLayer("hidden").getParam("W").shape()).containsExactly(432, 400);
  }

  @Test
  void namesImagesThatAConvolutionCannotHalve() {
    Settings conv = SettingsFile.resolve(Optional.empty(), Map.of("architecture", "conv"));
    assertThatThrownBy(() -> NewModel.of(conv, blank(ImageShape.grey(1, 784)), 1, 1))
        .isInstanceOf(BadInputException.class)
        .hasMessage("--architecture conv: expected images of at least 2x2, got 1x784");
  }

  private static Dataset blank(ImageShape shape) {
    return Dataset.unlabelled("blank", shape, new byte[shape.size()]);
  }
}
