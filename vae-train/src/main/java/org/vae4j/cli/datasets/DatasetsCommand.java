package org.vae4j.cli.datasets;

import java.util.Formatter;
import java.util.Locale;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.datasets.registry.DatasetInfo;
import org.vae4j.datasets.registry.DatasetProvider;
import org.vae4j.datasets.registry.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vae datasets}. */
@Command(
    name = "datasets",
    description = "What can be trained on, and whether it is here.",
    subcommands = {DatasetsFetchCommand.class, DatasetsShowCommand.class})
public final class DatasetsCommand extends Subcommand {
  @Mixin private DataDirOption data;

  @Override
  public Integer call() throws Exception {
    String row = "%-14s  %7s  %7s  %-9s  %7s  %-8s  %-12s  %s%n";
    StringBuilder table = new StringBuilder();
    Formatter out = new Formatter(table, Locale.ROOT);
    out.format(row, "name", "train", "test", "shape", "classes", "here", "licence", "source");
    for (DatasetProvider provider : Datasets.standard().all()) {
      DatasetInfo info = provider.info();
      out.format(
          row,
          info.name(),
          info.trainSize(),
          info.testSize(),
          info.shape(),
          info.classNames().size(),
          provider.isHere(data.request()) ? "yes" : "to fetch",
          info.licence(),
          info.source());
    }
    // All or nothing: a folder that does not exist shows on the way.
    out().print(table);
    out().flush();
    return 0;
  }
}
