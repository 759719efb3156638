package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.faults.MissingDataException;
import org.vae4j.refusal.BadInputException;

class ComparisonSetTest {
  private static final Path SOME = Path.of("some");

  @Test
  void asksForTheOptionThatIsItsOwn() {
    assertThat(
            ComparisonSet.missing(
                new MissingDataException(
                    "mnist is not here: name a folder that has it with --data-dir or VAE4J_DATA")))
        .hasMessage(
            "mnist is not here: name a folder that has it with --against-data-dir or VAE4J_DATA");
  }

  @Test
  void takesTheFilesThatItsNameAsksFor() {
    assertRefused("--against: expected ", "nosuch", null, null, null);
    assertRefused(
        "--against npy: expected --against-images FILE, got none", "npy", null, null, null);
    assertRefused(
        "--against digits: expected no --against-images, got some", "digits", null, SOME, null);
    assertRefused(
        "--against csv: expected no --against-data-dir, got some", "csv", SOME, SOME, null);
    assertRefused("--against csv: expected no --against-labels, got some", "csv", null, SOME, SOME);
    assertRefused(
        "--against digits: expected no --against-labels, got some", "digits", null, null, SOME);
    assertThat(new ComparisonSet("idx", null, SOME, SOME).labels()).isEqualTo(SOME);
  }

  private static void assertRefused(
      String message, String dataset, Path dataDir, Path images, Path labels) {
    assertThatThrownBy(() -> new ComparisonSet(dataset, dataDir, images, labels))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(message);
  }
}
