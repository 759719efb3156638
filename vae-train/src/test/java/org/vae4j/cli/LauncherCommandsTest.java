package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The launcher knows which commands compute, and so are given the Vector API. */
class LauncherCommandsTest {
  private static final Set<String> SHOW_ALONE = Set.of("inspect", "divergence", "datasets");

  @Test
  void everyCommandComputesOrShowsAlone() throws IOException {
    String launcher = Files.readString(Path.of(System.getProperty("vae4j.root"), "vae"));
    Set<String> computing = new TreeSet<>();
    Pattern.compile("^ *([a-z |]+)\\) computes=1 ;;$", Pattern.MULTILINE)
        .matcher(launcher)
        .results()
        .forEach(line -> computing.addAll(List.of(line.group(1).split(" \\| ", -1))));
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Set<String> commands =
        new TreeSet<>(VaeCommand.commandLine(nowhere, nowhere).getSubcommands().keySet());
    assertThat(commands).containsAll(SHOW_ALONE);
    commands.removeAll(SHOW_ALONE);
    assertThat(computing).containsAll(commands).doesNotContainAnyElementsOf(SHOW_ALONE);
  }
}
