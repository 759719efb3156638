package org.vae4j.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.refusal.BadInputException;
import org.vae4j.report.Pictures;
import org.vae4j.run.OutputUnits;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae sample RUN}. */
@Command(
    name = "sample",
    description =
        "Draws new examples from the prior, as a PNG grid, or as rows if --out ends in .csv or"
            + " .npy.")
public final class SampleCommand extends Subcommand {
  @Mixin private PictureTarget target;

  @Mixin private UnitsDataOption data;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "how many (default: ${DEFAULT-VALUE})")
  private int count;

  @Mixin private SeedOption seed;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "1",
      description =
          "factor of the prior's standard deviations: below 1 more typical, less diverse (default:"
              + " ${DEFAULT-VALUE})")
  private double temperature;

  @Option(
      names = "--mean",
      description =
          "of a table, the mean of each column, of a category the most likely one, not a draw of it (.csv and .npy)")
  private boolean mean;

  @Override
  public Integer call() throws Exception {
    PictureTarget.requireAtLeast(1, "--count", count);
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new BadInputException(
          "--temperature: expected a finite number of at least 0, got " + temperature);
    }
    Optional<Path> rows = target.rows();
    if (rows.isPresent()) {
      return write(rows.get());
    }
    RunFolder run = target.open();
    Pictures pictures = PictureTarget.pictures(data.of(run, Pictures.needData(run)), err());
    return target.write(pictures.samples(count, seed.value(), temperature), "samples.png", out());
  }

  private int write(Path rows) throws IOException {
    RunFolder run = target.run();
    RunFolder folder = data.of(run, OutputUnits.needData(run));
    ModelArgument.rows(folder, folder.model(), err())
        .samples(count, seed.value(), temperature, mean, rows);
    out().println(rows);
    return 0;
  }
}
