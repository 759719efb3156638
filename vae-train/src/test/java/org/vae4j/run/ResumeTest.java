package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.vae4j.RunBits;
import org.vae4j.SmallVae;
import org.vae4j.checkpoint.Checkpoint;
import org.vae4j.data.PreparedData;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.refusal.BadInputException;
import org.vae4j.report.RunPictures;
import org.vae4j.settings.DataSettings;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;
import org.vae4j.train.EpochResult;
import org.vae4j.train.Step;
import org.vae4j.train.StopRequest;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingState;

/** A run in pieces is the run in one piece, to the bit. */
class ResumeTest {
  private static final int EPOCHS = 6;

  /** In an epoch: 200 examples in batches of 64. */
  private static final int STEPS = 4;

  private static final String SMALL =
      "--limit 250 --validation-size 50 --batch-size 64 --hidden 24 --latent 4 ";

  private static final int TESTED = 70;
  private static final Map<DataSettings, DatasetSplits> SPLITS = new HashMap<>();

  @TempDir private Path folder;

  /**
   * Where a run is stopped.
   *
   * @param epoch how many are done
   * @param batch how many of the next one's are done; 0 is between two epochs
   */
  private record Position(int epoch, int batch) {
    static final Position NOWHERE = new Position(-1, 0);

    boolean is(TrainingState state) {
      return state.epoch() == epoch && state.batch() == batch;
    }
  }

  private static final List<List<Position>> STOPS =
      List.of(
          List.of(new Position(3, 0)),
          List.of(new Position(1, 2)),
          // the last step of an epoch, which is then still to be scored
          List.of(new Position(2, STEPS)),
          List.of(new Position(0, 1), new Position(0, 2), new Position(2, 0), new Position(2, 3)));

  /** Six epochs of four steps each, in one go and in pieces. Each line is a kind of run. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--kl-warmup 2 --patience 1 --learning-rate 1",
        "--objective iwae --draws 3 --posterior coupling --prior vamp --prior-components 4",
      })
  void isTheSameInPieces(String flags) throws IOException {
    requireSameInPieces(flags);
  }

  @Tag("stress")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--lr-schedule plateau --lr-patience 1 --learning-rate 0.2",
        "--binarize dynamic",
        "--architecture conv",
        "--kl-warmup 3",
        "--lr-schedule step --lr-step-epochs 2",
        "--lr-schedule cosine",
        "--clip-value 0.02 --clip-norm 0.3",
        "--checkpoint-every-steps 1 --keep 1",
        "--seed 0",
        "--kl-cycle 2 --kl-weight 3",
        "--capacity 5 --capacity-epochs 4",
        "--free-bits 0.2 --prior learned --likelihood gaussian-shared-variance",
        "--binarize static",
        "--scale standard --likelihood gaussian",
        "--checkpoint-every-epochs 4",
        "--objective iwae --draws 5 --gradient dreg",
        "--gradient stl --kl-warmup 3",
        "--posterior planar --prior mixture --prior-components 3",
        "--posterior iaf --prior learned",
        "--architecture conv --prior vamp --prior-components 3",
        "--latent 4,2 --draws 2",
        "--penalty total-correlation --penalty-weight 3",
        "--penalty mmd --penalty-weight 10",
        "--penalty dip2 --prior learned",
      })
  void isTheSameInPiecesWhateverTheSettings(String flags) throws IOException {
    requireSameInPieces(flags);
  }

  private void requireSameInPieces(String flags) throws IOException {
    Settings settings = settings(SMALL + flags + " --epochs " + EPOCHS);
    DatasetSplits splits = splits(settings);

    Path whole = folder.resolve("whole");
    assertThat(begin(settings, splits, whole, Position.NOWHERE)).isTrue();
    RunBits expected = RunBits.of(whole);

    for (List<Position> stops : STOPS) {
      Path pieces = folder.resolve("stops-" + STOPS.indexOf(stops));
      boolean complete = begin(settings, splits, pieces, stops.get(0));
      for (int k = 1; k <= stops.size(); k++) {
        assertThat(complete).as("stopped at %s", stops.get(k - 1)).isFalse();
        complete = resume(pieces, splits, k < stops.size() ? stops.get(k) : Position.NOWHERE);
      }
      assertThat(complete).isTrue();
      assertThat(RunBits.of(pieces)).as("stopped at %s", stops).isEqualTo(expected);
    }
  }

  /** Three epochs and three more; a schedule over the whole run would be another one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--kl-warmup 5",
        "--lr-schedule plateau --lr-patience 1 --learning-rate 0.2",
      })
  void threeAndThreeAreSix(String flags) throws IOException {
    Settings six = settings(SMALL + flags + " --epochs 6");
    DatasetSplits splits = splits(six);
    begin(six, splits, folder.resolve("six"), Position.NOWHERE);

    Path pieces = folder.resolve("three-and-three");
    begin(settings(SMALL + flags + " --epochs 3"), splits, pieces, Position.NOWHERE);
    ResumableRun earlier = ResumableRun.open(RunFolder.open(pieces), OptionalInt.of(6), false);
    assertThat(earlier.isFinished()).isFalse();
    earlier.resume(splits).train(List.of(), new StopRequest(), new RunPictures());
    assertThat(RunBits.of(pieces)).isEqualTo(RunBits.of(folder.resolve("six")));
  }

  @Test
  void theKindsOfRunAreWhatTheyAreCalled() throws IOException {
    RunBits plateau = run("--lr-schedule plateau --lr-patience 1 --learning-rate 0.2 --epochs 6");
    assertThat(plateau.column("learning_rate")).contains("0.2", "0.1");
    assertThat(plateau.column("epoch")).hasSize(6);

    RunBits impatient = run("--kl-warmup 2 --patience 1 --learning-rate 1 --epochs 6");
    assertThat(impatient.column("epoch")).hasSizeBetween(4, 5);
    List<Double> losses =
        impatient.column("validation_loss").stream().map(Double::valueOf).toList();
    int last = losses.size() - 1;
    assertThat(losses.get(last)).isGreaterThan(losses.get(last - 1));

    // the last of four steps an epoch, with half a cosine over 24 of them
    List<String> cosine =
        run("--lr-schedule cosine --lr-final 0 --epochs 6").column("learning_rate");
    for (int epoch = 0; epoch < cosine.size(); epoch++) {
      assertThat(Double.parseDouble(cosine.get(epoch)))
          .isEqualTo(0.5e-3 * (1 + StrictMath.cos(Math.PI * (4 * epoch + 3) / 24)));
    }
    assertThat(run("--lr-schedule step --lr-step-epochs 2 --epochs 5").column("learning_rate"))
        .containsExactly("0.001", "0.001", "5.0E-4", "5.0E-4", "2.5E-4");
  }

  @Test
  void aRunThatEndedEarlyIsFinished() throws IOException {
    Settings settings = settings(SMALL + "--kl-warmup 2 --patience 1 --learning-rate 1 --epochs 6");
    Path run = folder.resolve("run");
    begin(settings, splits(settings), run, Position.NOWHERE);
    ResumableRun earlier = ResumableRun.open(RunFolder.open(run), OptionalInt.of(9), false);
    assertThat(earlier.state().epoch()).isLessThan(6);
    assertThat(earlier.isFinished()).isTrue();
    assertThat(earlier.endedEarly()).isTrue();
    assertThat(earlier.state().lowest().epoch()).isEqualTo(earlier.state().epoch() - 1);
  }

  @Test
  void aHorizonStaysWhatTheRunWasStartedWith() throws IOException {
    Path run = folder.resolve("run");
    Settings settings = settings(SMALL + "--lr-schedule cosine --lr-final 0.1 --epochs 2");
    DatasetSplits splits = splits(settings);
    begin(
        settings,
        splits,
        run,
        new Position(0, 1)); // stopped before the first checkpoint of an epoch
    ResumableRun.open(RunFolder.open(run), OptionalInt.of(4), false)
        .resume(splits)
        .train(List.of(), new StopRequest(), new RunPictures());
    List<String> rates = RunBits.of(run).column("learning_rate");
    double lastInside = 1e-4 + 0.5 * (1e-3 - 1e-4) * (1 + StrictMath.cos(Math.PI * 7 / 8));
    assertThat(rates.subList(1, 4)).containsExactly(lastInside + "", "1.0E-4", "1.0E-4");
    assertThat(RunFolder.open(run).settings().training().epochs()).isEqualTo(4);
    assertThat(RunFolder.open(run).info().horizonEpochs()).isEqualTo(2);
  }

  @Test
  void aRunWithoutACheckpointStartsFromItsConfig() throws IOException {
    Settings settings = settings(SMALL + "--lr-schedule cosine --epochs 2");
    DatasetSplits splits = splits(settings);
    begin(settings, splits, folder.resolve("whole"), Position.NOWHERE);
    Path run = folder.resolve("run");
    TrainingRun.begin(settings, splits, RunFolder.create(run, false));
    try (var parts = Files.list(run)) {
      assertThat(parts).containsExactly(run.resolve("config.yaml")); // before all else
    }
    assertThat(resume(run, splits, Position.NOWHERE)).isTrue();
    assertThat(RunBits.of(run)).isEqualTo(RunBits.of(folder.resolve("whole")));
  }

  @Test
  void whatWasLostAfterTheLastEpochIsMadeAgain() throws IOException {
    Settings settings = settings(SMALL + "--epochs 2");
    DatasetSplits splits = splits(settings);
    Path run = folder.resolve("run");
    begin(settings, splits, run, Position.NOWHERE);
    RunBits expected = RunBits.of(run);
    assertThat(ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false).isFinished())
        .isTrue();

    Files.delete(run.resolve("summary.json"));
    Files.delete(run.resolve("images/samples.png"));
    assertThat(resume(run, splits, Position.NOWHERE)).isTrue();
    assertThat(RunBits.of(run)).isEqualTo(expected);
  }

  @Test
  void fallsBackToAnOlderCheckpointWhenTold() throws IOException {
    Settings settings = settings(SMALL + "--epochs 4");
    DatasetSplits splits = splits(settings);
    begin(settings, splits, folder.resolve("whole"), Position.NOWHERE);
    Path run = folder.resolve("run");
    begin(settings, splits, run, new Position(3, 2));
    Path newest = RunFolder.open(run).checkpoints().latest().orElseThrow();
    Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 1000));

    assertThatThrownBy(() -> ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(newest.getFileName().toString())
        .hasMessageContaining("--fallback goes on from epoch-0003.zip");
    ResumableRun earlier = ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), true);
    assertThat(earlier.state().position()).isEqualTo("epoch 3");
    earlier.resume(splits).train(List.of(), new StopRequest(), new RunPictures());
    assertThat(RunBits.of(run)).isEqualTo(RunBits.of(folder.resolve("whole")));
  }

  @Test
  void goesOnWhereLatestIsLost() throws IOException {
    Settings settings = settings(SMALL + "--epochs 4");
    DatasetSplits splits = splits(settings);
    begin(settings, splits, folder.resolve("whole"), Position.NOWHERE);
    Path run = folder.resolve("run");
    begin(settings, splits, run, new Position(3, 2));
    Path latest = run.resolve("checkpoints/latest");
    Files.delete(latest);
    ResumableRun earlier = ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false);
    assertThat(earlier.state().position()).isEqualTo("epoch 4, batch 2");

    Files.writeString(latest, "epoch-0009.zip\n");
    assertThatThrownBy(() -> ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("latest: expected the name of a checkpoint")
        .hasMessageContaining("--fallback goes on from epoch-0004-step-000002.zip");
    ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), true)
        .resume(splits)
        .train(List.of(), new StopRequest(), new RunPictures());
    assertThat(RunBits.of(run)).isEqualTo(RunBits.of(folder.resolve("whole")));
  }

  @Test
  void neverStartsAnewWhereACheckpointHasBeen() throws IOException {
    Settings settings = settings(SMALL + "--epochs 2");
    Path run = folder.resolve("run");
    begin(settings, splits(settings), run, new Position(1, 1));
    Path checkpoints = run.resolve("checkpoints");
    for (String name : List.of("epoch-0001.zip", "epoch-0002-step-000001.zip", "best.zip")) {
      Files.writeString(checkpoints.resolve(name), "damaged");
    }
    for (String name : List.of("latest", "nothing more")) {
      Files.deleteIfExists(checkpoints.resolve(name));
      for (boolean fallback : new boolean[] {false, true}) {
        assertThatThrownBy(
                () -> ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), fallback))
            .isInstanceOf(BadInputException.class)
            .hasMessageContaining("whole");
      }
    }
    assertThat(run.resolve("metrics.csv")).content().hasLineCount(2);
  }

  @Test
  void refusesFewerEpochsThanItHasBegun() throws IOException {
    Settings settings = settings(SMALL + "--epochs 5");
    DatasetSplits splits = splits(settings);
    Path run = folder.resolve("run");
    begin(settings, splits, run, new Position(2, 1));
    ResumableRun earlier = ResumableRun.open(RunFolder.open(run), OptionalInt.of(2), false);
    assertThatThrownBy(() -> earlier.resume(splits))
        .isInstanceOf(BadInputException.class)
        .hasMessage("--epochs: expected at least the 3 that the run has begun, got 2");
  }

  @ParameterizedTest
  @CsvSource({
    "vector-api: there, vector-api: not there",
    "vector-api: not there, vector-api: there"
  })
  void tellsIfTheVectorApiIsNotAsItWas(String one, String other) throws IOException {
    Settings settings = settings(SMALL + "--epochs 2");
    DatasetSplits splits = splits(settings);
    Path run = folder.resolve("run");
    begin(settings, splits, run, new Position(1, 1));
    Path config = run.resolve("config.yaml");
    String text = Files.readString(config);
    assertThat(text).contains("vector-api: ");
    boolean changes = text.contains(one + "\n");
    Files.writeString(config, text.replace(one + "\n", other + "\n"));
    ListAppender<ILoggingEvent> warnings = new ListAppender<>();
    warnings.start();
    Logger log = (Logger) LoggerFactory.getLogger(ResumableRun.class);
    log.addAppender(warnings);
    ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false).resume(splits);
    log.detachAppender(warnings);
    assertThat(warnings.list).hasSize(changes ? 1 : 0);
    assertThat(warnings.list)
        .allSatisfy(
            event ->
                assertThat(event.getFormattedMessage())
                    .contains("the Vector API was", "last bits"));
  }

  /** Started so, gone on with the other way round, and now as at the start: the bits are mixed. */
  @Test
  void tellsIfTheVectorApiIsNotAsItWasAtTheNewestCheckpoint() throws IOException {
    Settings settings = settings(SMALL + "--epochs 2");
    DatasetSplits splits = splits(settings);
    Path run = folder.resolve("run");
    begin(settings, splits, run, new Position(1, 1));
    Path newest = RunFolder.open(run).checkpoints().latest().orElseThrow();
    Checkpoint checkpoint = Checkpoint.read(newest);
    ObjectNode state = checkpoint.state();
    ObjectNode versions = (ObjectNode) state.path("versions");
    String other = versions.path("vector-api").asText().equals("there") ? "not there" : "there";
    versions.put("vector-api", other);
    new Checkpoint(checkpoint.vae(), state).write(newest);
    ListAppender<ILoggingEvent> warnings = new ListAppender<>();
    warnings.start();
    Logger log = (Logger) LoggerFactory.getLogger(ResumableRun.class);
    log.addAppender(warnings);
    ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false).resume(splits);
    log.detachAppender(warnings);
    assertThat(warnings.list)
        .singleElement()
        .asString()
        .contains("the Vector API was " + other + " when the newest checkpoint was written");
  }

  @Test
  void refusesOtherDataAndAnotherSeed() throws IOException {
    Settings settings = settings(SMALL + "--epochs 2");
    DatasetSplits splits = splits(settings);
    Path run = folder.resolve("run");
    begin(settings, splits, run, new Position(1, 1));
    ResumableRun earlier = ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false);
    assertThatThrownBy(() -> earlier.resume(SmallVae.data(20, 20)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(": not the data of this run; resume needs them");

    forgetOrigin(run); // as an older version's checkpoint has none
    Path config = run.resolve("config.yaml");
    String original = Files.readString(config);
    Files.writeString(config, original.replace("batch-size: 64", "batch-size: 50"));
    ResumableRun other = ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false);
    assertThat(other.settings().training().batchSize()).isEqualTo(50);
    assertThatThrownBy(() -> other.resume(splits.limitTrain(100)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(
            "100 examples in batches of 50 make iteration 3 of the checkpoint, found 5");

    Files.writeString(config, original.replace("seed: 1", "seed: 2"));
    assertThatThrownBy(() -> ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("seed 2");
  }

  @Test
  void refusesEditedSettingsButNotWhatMayChange() throws IOException {
    Settings settings = settings(SMALL + "--epochs 3");
    DatasetSplits splits = splits(settings);
    Path run = folder.resolve("run");
    begin(settings, splits, run, new Position(1, 1));
    Path config = run.resolve("config.yaml");
    String original = Files.readString(config);
    for (String[] edit :
        new String[][] {
          {"kl-weight: 1.0", "kl-weight: 2.0", "loss.kl-weight 1.0, "},
          {"learning-rate: 0.001", "learning-rate: 0.002", "training.learning-rate 0.001, "},
          {"limit: 250", "limit: 240", "data.limit 250, "},
          {"patience: null", "patience: 2", "training.patience none, "},
        }) {
      Files.writeString(config, original.replaceFirst("(?m)^( +)" + edit[0], "$1" + edit[1]));
      assertThat(config).content().isNotEqualTo(original);
      assertThatThrownBy(() -> ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(config + ": expected " + edit[2] + "as the run was started with");
    }
    Files.writeString(
        config,
        original
            .replaceFirst("checkpoint-every-steps: 0", "checkpoint-every-steps: 1")
            .replaceFirst("data-dir: null", "data-dir: /elsewhere")
            .replaceFirst("kl-weight: 1.0", "kl-weight: 1"));
    assertThat(config).content().contains("steps: 1", "/elsewhere", "kl-weight: 1\n");
    ResumableRun.open(RunFolder.open(run), OptionalInt.of(4), false).resume(splits);
  }

  /** As many images of the same shape, one of them another. */
  @Test
  void refusesChangedData() throws IOException {
    Settings settings = settings(SMALL + "--epochs 2");
    DatasetSplits splits = splits(settings);
    Path run = folder.resolve("run");
    begin(settings, splits, run, new Position(1, 1));
    ResumableRun earlier = ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false);
    int[] others = IntStream.range(0, splits.train().size()).toArray();
    others[7] = 8;
    for (DatasetSplits changed :
        List.of(
            new DatasetSplits(splits.train().select(others), splits.validation(), splits.test()),
            new DatasetSplits(splits.train(), splits.validation(), splits.test().take(69)))) {
      assertThatThrownBy(() -> earlier.resume(changed))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(": not the data of this run; resume needs them");
    }
    assertThat(earlier.resume(splits)).isNotNull();
  }

  @Test
  void aRefusedResumeChangesNothing() throws IOException {
    Settings settings = settings(SMALL + "--epochs 2");
    DatasetSplits splits = splits(settings);
    Path run = folder.resolve("run");
    begin(settings, splits, run, Position.NOWHERE);
    String config = Files.readString(run.resolve("config.yaml"));
    Path metrics = run.resolve("metrics.csv");
    Files.writeString(metrics, Files.readString(metrics).replace("\n2,", "\n9,"));
    ResumableRun earlier = ResumableRun.open(RunFolder.open(run), OptionalInt.of(3), false);
    assertThatThrownBy(
            () -> earlier.resume(splits).train(List.of(), new StopRequest(), new RunPictures()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected the row of epoch 2");
    assertThat(run.resolve("config.yaml")).hasContent(config);
    assertThat(run.resolve("summary.json")).isNotEmptyFile();
  }

  private static void forgetOrigin(Path run) throws IOException {
    Path newest = RunFolder.open(run).checkpoints().latest().orElseThrow();
    Checkpoint checkpoint = Checkpoint.read(newest);
    ObjectNode state = checkpoint.state();
    assertThat(state.remove("origin")).isNotNull();
    new Checkpoint(checkpoint.vae(), state).write(newest);
  }

  private RunBits run(String flags) throws IOException {
    Settings settings = settings(SMALL + flags);
    Path run = folder.resolve(flags);
    begin(settings, splits(settings), run, Position.NOWHERE);
    return RunBits.of(run);
  }

  /** Drawn once: every run here has the same data. Of test, a few are enough. */
  private static DatasetSplits splits(Settings settings) throws IOException {
    DatasetSplits splits = SPLITS.get(settings.data());
    if (splits == null) {
      splits = PreparedData.load(settings, (file, doneBytes, totalBytes) -> {});
      splits = new DatasetSplits(splits.train(), splits.validation(), splits.test().take(TESTED));
      SPLITS.put(settings.data(), splits);
    }
    return splits;
  }

  private static Settings settings(String flags) {
    Map<String, String> values = new LinkedHashMap<>();
    String[] words = flags.trim().split(" +", -1);
    for (int i = 0; i < words.length; i += 2) {
      values.put(words[i].substring("--".length()), words[i + 1]);
    }
    return SettingsFile.resolve(Optional.empty(), values);
  }

  /** Whether the run is complete. */
  private static boolean begin(Settings settings, DatasetSplits splits, Path run, Position stop)
      throws IOException {
    return train(TrainingRun.begin(settings, splits, RunFolder.create(run, false)), stop);
  }

  private static boolean resume(Path run, DatasetSplits splits, Position stop) throws IOException {
    return train(
        ResumableRun.open(RunFolder.open(run), OptionalInt.empty(), false).resume(splits), stop);
  }

  private static boolean train(TrainingRun run, Position position) throws IOException {
    StopRequest stop = new StopRequest();
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void stepDone(Step step) {
            stopAt(step.state());
          }

          @Override
          public void epochDone(EpochResult result) {
            stopAt(result.state());
          }

          private void stopAt(TrainingState state) {
            if (position.is(state)) {
              stop.make();
            }
          }
        };
    return run.train(List.of(stopping), stop, new RunPictures()).isPresent();
  }
}
