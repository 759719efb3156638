package org.vae4j.loss.cores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FastSettingsTest {
  private static final Map<String, String> UNSET = Map.of("PATH", "/bin");
  private static final Map<String, String> SET = Map.of("OMP_WAIT_POLICY", "ACTIVE");

  @Test
  void tellsWhatToSetWhereNothingIsSet() {
    assertThat(FastSettings.hint(UNSET, false))
        .hasValue(
            "training is faster with OMP_WAIT_POLICY=PASSIVE in the environment that Java is started with,"
                + " and --add-modules jdk.incubator.vector among Java's options (docs/performance.md)");
  }

  @Test
  void tellsOfTheOneThatIsMissing() {
    assertThat(FastSettings.hint(UNSET, true).orElseThrow())
        .contains("OMP_WAIT_POLICY=PASSIVE")
        .doesNotContain("jdk.incubator.vector");
    assertThat(FastSettings.hint(SET, false).orElseThrow())
        .contains("--add-modules jdk.incubator.vector")
        .doesNotContain("OMP_WAIT_POLICY");
  }

  @Test
  void respectsWhatIsSet() {
    assertThat(FastSettings.hint(SET, true)).isEmpty();
  }
}
