package org.vae4j.cli.datasets;

import java.nio.file.Path;
import java.util.Optional;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.datasets.registry.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae datasets fetch NAME}. */
@Command(
    name = "fetch",
    description = "Downloads a data set, unless it is here, and prints where it is.")
final class DatasetsFetchCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "one of 'vae datasets'")
  private String name;

  @Mixin private DataDirOption data;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Override
  public Integer call() throws Exception {
    Optional<Path> place =
        Datasets.standard()
            .named(name)
            .fetch(data.request().telling(Downloads.progress(err(), quiet)));
    out().println(place.map(Path::toString).orElse(name + " has nothing to fetch"));
    return 0;
  }
}
