package org.vae4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.vae4j.datasets.registry.DatasetInfo;
import org.vae4j.datasets.registry.DatasetProvider;
import org.vae4j.datasets.registry.DatasetRequest;
import org.vae4j.datasets.registry.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vae datasets}. */
@Command(
    name = "datasets",
    description = "What can be trained on, and whether it is here.",
    mixinStandardHelpOptions = true,
    versionProvider = VaeCommand.Version.class)
final class DatasetsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    String row = "%-14s  %-9s  %7s  %7s  %7s  %-9s  %-12s  %s%n";
    out.printf(row, "name", "shape", "train", "test", "classes", "here", "licence", "source");
    for (DatasetProvider provider : Datasets.standard().all()) {
      DatasetInfo info = provider.info();
      out.printf(
          Locale.ROOT,
          row,
          info.name(),
          info.shape(),
          info.trainSize(),
          info.testSize(),
          info.classNames().size(),
          provider.isHere(DatasetRequest.standard()) ? "yes" : "download",
          info.licence(),
          info.source());
    }
    return 0;
  }
}
