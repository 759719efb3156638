package org.vae4j.data.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said and what is chosen, together. */
class ChoicesTest {
  @TempDir private Path folder;

  private Choice of(Map<String, String> flags) throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b"));
    for (int i = 0; i < 60; i++) {
      String a = i % 10 == 0 ? "k.A." : i == 33 ? "gone" : "0." + (i * 37 % 101);
      lines.add(a + ",1." + (i * 53 % 97));
    }
    Path table = Files.write(folder.resolve("table.csv"), lines);
    return Choices.of(Optional.of(table), Optional.empty(), flags, (file, done, total) -> {});
  }

  @Test
  void whatIsSaidIsNotToldAsAChoice() throws IOException {
    Map<String, String> flags =
        Map.of("missing-words", "gone", "likelihood", "gaussian", "epochs", "3");
    Choice choice = of(flags);
    assertThat(choice.settings()).doesNotContainKeys("likelihood", "epochs", "patience");
    assertThat(choice.notes())
        .noneMatch(note -> note.startsWith("likelihood") || note.startsWith("trains until"));
  }

  @Test
  void wordsForNoneThatAreSaidAddToThoseThatAreFound() throws IOException {
    Choice choice = of(Map.of("missing-words", "gone"));
    assertThat(choice.settings().get("missing-words").lines())
        .containsExactlyInAnyOrder("gone", "k.A.");
    assertThat(choice.notes())
        .anyMatch(note -> note.startsWith("7 empty cells (so count cells with 'gone', 'k.A.')"));
  }
}
