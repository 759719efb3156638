package org.vae4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.report.ImageGrid;
import org.vae4j.run.BadInputException;
import org.vae4j.run.Pictures;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vae reconstruct RUN}. */
@Command(
    name = "reconstruct",
    description = "Shows examples above what the model makes of them, as a PNG grid.",
    mixinStandardHelpOptions = true,
    versionProvider = VaeCommand.Version.class)
final class ReconstructCommand implements Callable<Integer> {
  @Mixin private RunArgument run;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "30",
      description = "how many (default: ${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "train, validation or test (default: ${DEFAULT-VALUE})")
  private String split;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the picture (default: RUN/images/reconstructions.png, replaced)")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (count < 1) {
      throw new BadInputException("--count: expected at least 1, got " + count);
    }
    RunFolder folder = run.open();
    Path file = out == null ? folder.images().resolve("reconstructions.png") : out;
    ImageDataset part =
        RunData.part(
            folder.settings(), split, Downloads.progress(spec.commandLine().getErr(), false));
    ImageGrid.write(new Pictures(folder.model(), part).reconstructions(part, count), file);
    spec.commandLine().getOut().println(file);
    return 0;
  }
}
