package org.vae4j.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.checkpoint.Checkpoint;
import org.vae4j.checkpoint.Position;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.model.Vae;
import org.vae4j.report.Fonts;
import org.vae4j.report.ImageGrid;
import org.vae4j.train.EpochResult;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingData;
import org.vae4j.train.TrainingListener;

/**
 * A training run from settings to a complete folder: config.yaml, metrics.csv, a checkpoint an
 * epoch, summary.json and pictures.
 */
public final class TrainingRun {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
  private static final int SAMPLES = 100;
  private static final int RECONSTRUCTIONS = 30;

  private final Settings settings;
  private final DatasetSplits splits;
  private final RunFolder folder;

  /**
   * @param splits as the settings ask for
   * @param folder new and empty
   */
  public TrainingRun(Settings settings, DatasetSplits splits, RunFolder folder) {
    this.settings = settings;
    this.splits = splits;
    this.folder = folder;
  }

  /**
   * Trains.
   *
   * @param observers are told after metrics and checkpoint have been written
   * @throws org.vae4j.train.NonFiniteLossException if a term of the loss breaks; what was written
   *     until then stays
   */
  public RunSummary train(List<TrainingListener> observers) throws IOException {
    // Its pauses cost more than what it frees: arrays live in workspaces or die young.
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    folder.writeConfig(settings, new RunInfo(Versions.current(), splits.train().shape()));
    TrainingSettings training = settings.training();
    TrainingData data = TrainingData.of(splits, training.batchSize(), training.seed());
    Vae vae = NewModel.of(settings, splits.train().features(), data.train().batches());
    List<EpochResult> history = new ArrayList<>();

    List<TrainingListener> listeners = new ArrayList<>();
    listeners.add(new MetricsCsv(folder.metrics()));
    listeners.add(afterEpoch(result -> history.add(result)));
    listeners.add(afterEpoch(result -> save(vae, result)));
    listeners.addAll(observers);
    new Trainer(vae, data, training.seed(), listeners).train(training.epochs());

    RunSummary summary = summary(vae, history);
    summary.write(folder.summary());
    draw(vae, history);
    return summary;
  }

  private void save(Vae vae, EpochResult result) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode state = mapper.createObjectNode();
    state.put("dataset", settings.data().dataset());
    state.put("seed", settings.training().seed());
    ObjectNode metrics = state.putObject("metrics");
    metrics.set("train", mapper.valueToTree(RunSummary.Loss.of(result.train())));
    metrics.set("test", mapper.valueToTree(RunSummary.Loss.of(result.test())));
    state.set("versions", mapper.valueToTree(Versions.current()));
    folder.checkpoints().save(new Checkpoint(vae, state), Position.endOf(result.epoch()), false);
  }

  private void draw(Vae vae, List<EpochResult> history) throws IOException {
    Pictures pictures = new Pictures(vae, splits.test().shape());
    ImageGrid.write(
        pictures.samples(SAMPLES, settings.training().seed()),
        folder.images().resolve("samples.png"));
    ImageGrid.write(
        pictures.reconstructions(splits.test(), RECONSTRUCTIONS),
        folder.images().resolve("reconstructions.png"));
    if (Fonts.available()) {
      ImageGrid.write(Pictures.curves(history), folder.images().resolve("curves.png"));
    } else {
      LOG.warn("no curves.png: this machine has no fonts (install fontconfig)");
    }
  }

  private RunSummary summary(Vae vae, List<EpochResult> history) {
    EpochResult last = history.get(history.size() - 1);
    double examples = history.stream().mapToDouble(result -> result.train().examples()).sum();
    double seconds = history.stream().mapToDouble(EpochResult::seconds).sum();
    return new RunSummary(
        settings.data().dataset(),
        last.epoch(),
        RunSummary.Loss.of(last.train()),
        RunSummary.Loss.of(last.test()),
        examples / seconds,
        settings.training().seed(),
        vae.latentSize(),
        vae.net().numParams());
  }

  private interface EpochAction {
    void accept(EpochResult result) throws IOException;
  }

  private static TrainingListener afterEpoch(EpochAction action) {
    return new TrainingListener() {
      @Override
      public void epochDone(EpochResult result) {
        try {
          action.accept(result);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
