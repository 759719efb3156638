package org.vae4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.vae4j.checkpoint.Checkpoint;
import org.vae4j.checkpoint.Checkpoints;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.data.DataPlace;
import org.vae4j.data.FittedSteps;
import org.vae4j.data.Origin;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.CheckpointSettings.FinalModel;
import org.vae4j.settings.RunInfo;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;

/**
 * A run on disk.
 *
 * @param path its folder
 * @param checkpoint which of its models is asked for: {@link #FINAL}, {@link #LATEST}, {@link
 *     #BEST}, or the name of a file among its checkpoints
 * @param place where its data lie now
 */
public record RunFolder(Path path, String checkpoint, DataPlace place) {
  /** The run's own model, as its settings say: the best where there is one, else the newest. */
  public static final String FINAL = "final";

  /** The newest checkpoint. */
  public static final String LATEST = "latest";

  /** That of the lowest validation loss. */
  public static final String BEST = "best";

  /** So many checkpoints are named in a message. */
  private static final int SHOWN = 6;

  /** A run, seen as it is now. */
  RunFolder(Path path) {
    this(path, FINAL, DataPlace.AS_BEFORE);
  }

  /**
   * A new run's folder, made here; {@link TrainingRun#begin} puts the config there before all else.
   *
   * @param overwrite whether a run that lies there is deleted first
   * @throws BadInputException if the folder holds something and is not to be overwritten, or is no
   *     run and therefore not ours to delete
   */
  public static RunFolder create(Path path, boolean overwrite) throws IOException {
    requireUsable(path, overwrite);
    RunFolder folder = new RunFolder(path);
    folder.delete();
    WholeFile.createFolder(path);
    return folder;
  }

  /**
   * The check of {@link #create} alone: nothing is made or deleted.
   *
   * @throws BadInputException as there
   */
  public static void requireUsable(Path path, boolean overwrite) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new BadInputException(path + ": expected a folder, found a file");
    }
    RunFolder folder = new RunFolder(path);
    if (!Files.exists(path) || folder.isEmpty()) {
      return;
    }
    if (!overwrite) {
      throw new BadInputException(
          path
              + ": expected a new folder, found one that is not empty (vae resume goes on with a run,"
              + " --overwrite replaces it)");
    }
    if (!Files.exists(folder.config())) {
      throw new BadInputException(
          path + ": expected a run to overwrite, found a folder without config.yaml");
    }
  }

  /** A path under {@code parent} where nothing is yet, by what is trained on and when. */
  public static Path namedByTime(Path parent, String dataset) {
    String name =
        dataset
            + LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("-yyyyMMdd-HHmmss"));
    Path path = parent.resolve(name);
    for (int k = 2; Files.exists(path); k++) {
      path = parent.resolve(name + "-" + k);
    }
    return path;
  }

  /**
   * The folder of an earlier run.
   *
   * @throws BadInputException if there is none
   */
  public static RunFolder open(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.exists(folder.config())) {
      throw new BadInputException(path + ": expected a run folder with config.yaml, found none");
    }
    return folder;
  }

  /** The same run, seen as it was at another checkpoint. */
  public RunFolder at(String otherCheckpoint) {
    return new RunFolder(path, otherCheckpoint, place);
  }

  /** The same run, with its data at another place. */
  public RunFolder withData(DataPlace otherPlace) {
    return new RunFolder(path, checkpoint, otherPlace);
  }

  public Path config() {
    return path.resolve("config.yaml");
  }

  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  public Path summary() {
    return path.resolve("summary.json");
  }

  public Path images() {
    return path.resolve("images");
  }

  public Path report() {
    return path.resolve("report.html");
  }

  public Checkpoints checkpoints() {
    return new Checkpoints(path.resolve("checkpoints"));
  }

  /**
   * The checkpoints, each with the state of its training.
   *
   * @param origin of those that are written
   * @param fitted what preprocessing learned for them
   */
  RunCheckpoints savedModels(Settings settings, Origin origin, FittedSteps fitted) {
    return new RunCheckpoints(
        new Checkpoints(checkpoints().folder(), settings.checkpoints().retention()),
        settings.data().dataset(),
        origin,
        fitted);
  }

  /** Makes the folders inside it, where they are not there. */
  void createParts() throws IOException {
    WholeFile.createFolder(images());
    WholeFile.createFolder(checkpoints().folder());
  }

  /** Writes every setting, resolved, and what the run ran with. */
  void writeConfig(Settings settings, RunInfo info) throws IOException {
    SettingsFile.write(settings, info, config());
  }

  /** Every setting, as it is written down. */
  public Settings settings() {
    return SettingsFile.read(config());
  }

  /**
   * The same with the data where they lie now.
   *
   * @throws BadInputException if the run's data are no files, and said to lie elsewhere
   */
  public Settings settingsAtPlace() throws IOException {
    return place.over(settings());
  }

  public RunInfo info() {
    return SettingsFile.readInfo(config());
  }

  /**
   * The model of the checkpoint that is asked for.
   *
   * @throws BadInputException if there is no such checkpoint
   * @throws org.vae4j.checkpoint.BadCheckpointException if it is damaged
   */
  public Vae model() throws IOException {
    return Checkpoint.read(checkpointFile()).vae();
  }

  /**
   * The file of the checkpoint that is asked for.
   *
   * @throws BadInputException if there is none
   */
  Path checkpointFile() throws IOException {
    Path folder = checkpoints().folder();
    return switch (checkpoint) {
      case FINAL ->
          checkpoints().best().isPresent()
                  && SettingsFile.read(config()).checkpoints().finalModel() == FinalModel.BEST
              ? checkpoints().best().get()
              : at(LATEST).checkpointFile();
      case LATEST ->
          checkpoints()
              .latest()
              .orElseThrow(
                  () -> new BadInputException(folder + ": expected a checkpoint, found none"));
      case BEST ->
          checkpoints()
              .best()
              .orElseThrow(
                  () ->
                      new BadInputException(
                          folder
                              + ": expected best.zip, which a run with a validation part has, found none"));
      default -> named(folder);
    };
  }

  /** A name and nothing else: it does not lead out of the folder. */
  private Path named(Path folder) throws IOException {
    List<Path> files = checkpoints().files();
    return files.stream()
        .filter(file -> file.getFileName().toString().equals(checkpoint))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "--checkpoint: expected final, latest, best or a file of %s%s, got '%s'"
                        .formatted(folder, listed(files), checkpoint)));
  }

  /** The first and the last of many. */
  private static String listed(List<Path> files) {
    List<String> names = files.stream().map(file -> file.getFileName().toString()).toList();
    if (names.isEmpty()) {
      return "";
    }
    List<String> shown =
        names.size() <= SHOWN
            ? names
            : Stream.of(
                    names.subList(0, SHOWN / 2),
                    List.of("…"),
                    names.subList(names.size() - SHOWN / 2, names.size()))
                .flatMap(List::stream)
                .toList();
    return " (" + String.join(", ", shown) + ")";
  }

  /** What a process leaves that was killed before it had written the config does not count. */
  private boolean isEmpty() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.allMatch(
          entry ->
              entry.getFileName().toString().equals(RunLock.FILE) || WholeFile.isUnfinished(entry));
    }
  }

  /**
   * Deletes what a run writes, and nothing else that may lie there. The config goes last: as long
   * as anything is left, the folder is known for a run.
   */
  private void delete() throws IOException {
    for (Path part :
        List.of(metrics(), summary(), images(), checkpoints().folder(), report(), config())) {
      deleteTree(part);
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(tree)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
