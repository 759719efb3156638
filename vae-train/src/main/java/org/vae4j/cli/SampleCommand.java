package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vae4j.report.ImageGrid;
import org.vae4j.run.BadInputException;
import org.vae4j.run.Pictures;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import org.vae4j.run.Scaling;
import org.vae4j.run.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vae sample RUN}. */
@Command(
    name = "sample",
    description = "Draws new examples from the prior, as a PNG grid.",
    mixinStandardHelpOptions = true,
    versionProvider = VaeCommand.Version.class)
final class SampleCommand implements Callable<Integer> {
  @Mixin private RunArgument run;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "how many (default: ${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "which ones (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the picture (default: RUN/images/samples.png, which is replaced)")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (count < 1) {
      throw new BadInputException("--count: expected at least 1, got " + count);
    }
    RunFolder folder = run.open();
    Path file = out == null ? folder.images().resolve("samples.png") : out;
    Pictures pictures = pictures(folder);
    ImageGrid.write(pictures.samples(count, seed), file);
    spec.commandLine().getOut().println(file);
    return 0;
  }

  /** The data is read only if it takes the data to tell what a number means as a pixel. */
  private Pictures pictures(RunFolder folder) throws IOException {
    Settings settings = folder.settings();
    if (settings.data().scale() == Scaling.UNIT) {
      return new Pictures(folder.model(), folder.info().image());
    }
    return new Pictures(
        folder.model(),
        RunData.part(settings, "test", Downloads.progress(spec.commandLine().getErr(), false)));
  }
}
