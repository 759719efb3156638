package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitPolicyTest {
  @Test
  void tellsWhatToSetWhereNothingIsSet() {
    assertThat(WaitPolicy.hint(Map.of("PATH", "/bin")).orElseThrow())
        .contains("OMP_WAIT_POLICY=PASSIVE", "docs/performance.md");
  }

  @Test
  void respectsWhatIsSet() {
    assertThat(WaitPolicy.hint(Map.of("OMP_WAIT_POLICY", "ACTIVE"))).isEmpty();
  }
}
