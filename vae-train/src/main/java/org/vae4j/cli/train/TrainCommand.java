package org.vae4j.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.cli.terminal.Quantity;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.data.PreparedData;
import org.vae4j.data.StoredData;
import org.vae4j.data.choice.Choice;
import org.vae4j.data.choice.Choices;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.refusal.BadInputException;
import org.vae4j.run.RunFolder;
import org.vae4j.run.RunLock;
import org.vae4j.run.TrainingRun;
import org.vae4j.run.Versions;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae train}. */
@Command(
    name = "train",
    description = "Trains a model and writes a run folder.",
    sortOptions = false)
public final class TrainCommand extends Subcommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DATA",
      description =
          "a file or a folder of your own data. What it is, and how it is modelled, is chosen by what is"
              + " in it; each option that you give wins. The defaults below are those without DATA")
  private Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings in YAML, such as a run's config.yaml; flags win")
  private Path config;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "where the run goes (default: runs/DATASET-TIME)")
  private Path runDir;

  @Option(names = "--overwrite", description = "replace the run that lies there")
  private boolean overwrite;

  @Option(names = "--quiet", description = "no progress, no table: print the run folder alone")
  private boolean quiet;

  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new TrainCommand());
    SettingsOptions.addTo(commandLine.getCommandSpec());
    return commandLine;
  }

  @Override
  public Integer call() throws Exception {
    try (Interruption interruption = new Interruption(err())) {
      return train(interruption);
    }
  }

  @SuppressWarnings("try") // the lock is held, not used
  private int train(Interruption interruption) throws IOException {
    PrintWriter err = err();
    Map<String, String> flags = SettingsOptions.given(command().getParseResult());
    requireOneSource(flags);
    if (runDir != null) {
      RunFolder.requireUsable(runDir, overwrite); // before a download, not after it
    }
    DownloadListener downloads = Downloads.progress(err, quiet);
    Choice choice =
        Choices.of(Optional.ofNullable(data), Optional.ofNullable(config), flags, downloads);
    Map<String, String> all = new LinkedHashMap<>(flags);
    all.putAll(choice.settings());
    Settings settings = SettingsFile.resolve(Optional.ofNullable(config), all);
    if (!quiet) {
      err.printf(
          "vae4j %s: %s, %s, seed %d%n",
          Versions.vae4j(),
          settings.data().dataset(),
          Quantity.epochs(settings.training().epochs()),
          settings.training().seed());
      choice.notes().forEach(note -> err.println("  " + note));
    }
    StoredData stored =
        choice.data().isPresent() ? choice.data().get() : StoredData.read(settings, downloads);
    DatasetSplits splits = PreparedData.of(stored, settings);
    TrainingRun.requireModel(settings, splits);
    Path path = runDir == null ? RunFolder.namedByTime(Path.of("runs"), name(settings)) : runDir;
    try (RunLock lock = RunLock.take(path)) {
      RunFolder folder = RunFolder.create(path, overwrite);
      TrainingRun run = TrainingRun.begin(settings, splits, folder);
      interruption.runIs(path);
      return Training.show(
          run, folder, settings.training().epochs(), quiet, interruption, command());
    }
  }

  private void requireOneSource(Map<String, String> flags) {
    for (String other : List.of("dataset", "data-dir", "train-images")) {
      if (data != null && flags.containsKey(other)) {
        throw new BadInputException(
            "--%s: expected none beside DATA %s, got '%s'"
                .formatted(other, data, flags.get(other)));
      }
    }
  }

  /** What a run is called by: its file, or its data set. */
  private String name(Settings settings) {
    return data == null || data.getFileName() == null
        ? settings.data().dataset()
        : data.getFileName().toString().replaceAll("\\.[^.]*$|[^\\w.-]", "");
  }
}
