package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.MissingDataException;

class OtherSetTest {
  private static final Path SOME = Path.of("some");

  @Test
  void asksForTheOptionThatIsItsOwn() {
    assertThat(
            OtherSet.missing(
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
    assertThat(new OtherSet("idx", null, SOME, SOME).labels()).isEqualTo(SOME);
  }

  private static void assertRefused(
      String message, String dataset, Path dataDir, Path images, Path labels) {
    assertThatThrownBy(() -> new OtherSet(dataset, dataDir, images, labels))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(message);
  }
}
