package org.vae4j.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.evaluate.diagnosis.Finding;

class FindingLinesTest {
  private static List<String> lines(Finding... findings) {
    StringWriter text = new StringWriter();
    FindingLines.print(new PrintWriter(text, true), List.of(findings));
    return text.toString().lines().toList();
  }

  @Test
  void aSoundModelIsToldToBeOne() {
    assertThat(lines()).containsExactly("nothing found: training, model and data look sound");
  }

  @Test
  void aFindingIsToldWithWhatToTry() {
    assertThat(lines(new Finding("over-fitting", "it rose", List.of("--a 1", "--b 2"))))
        .containsExactly("over-fitting: it rose", "  to try: --a 1; or --b 2");
  }
}
