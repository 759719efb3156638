package org.vae4j.cli.datasets;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.cli.terminal.ProgramVersion;
import org.vae4j.datasets.registry.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vae datasets fetch NAME}. */
@Command(
    name = "fetch",
    description = "Downloads a data set, unless it is here, and prints where it is.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class DatasetsFetchCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "one of 'vae datasets'")
  private String name;

  @Mixin private DataDirOption data;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Optional<Path> place =
        Datasets.standard()
            .named(name)
            .fetch(data.request().telling(Downloads.progress(spec.commandLine().getErr(), quiet)));
    spec.commandLine()
        .getOut()
        .println(place.map(Path::toString).orElse(name + " has nothing to fetch"));
    return 0;
  }
}
