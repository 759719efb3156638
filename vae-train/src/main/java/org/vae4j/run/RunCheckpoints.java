package org.vae4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.vae4j.checkpoint.BadCheckpointException;
import org.vae4j.checkpoint.Checkpoint;
import org.vae4j.checkpoint.CheckpointReader;
import org.vae4j.checkpoint.Checkpoints;
import org.vae4j.checkpoint.Position;
import org.vae4j.data.FittedSteps;
import org.vae4j.data.Origin;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.train.TrainingState;

/** The checkpoints of a run: a model and the state of its training, together. */
public final class RunCheckpoints {
  /** Of records alone: a method isX is none of their parts. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

  private static final String TRAINING = "training";
  private static final String ORIGIN = "origin";
  private static final String VERSIONS = "versions";

  private final Checkpoints files;
  private final String dataset;
  private final Origin origin;
  private final FittedSteps fitted;

  /**
   * @param dataset what is trained on, for whoever looks at a checkpoint alone
   * @param origin of what is saved
   * @param fitted what preprocessing learned for it
   */
  RunCheckpoints(Checkpoints files, String dataset, Origin origin, FittedSteps fitted) {
    this.files = files;
    this.dataset = dataset;
    this.origin = origin;
    this.fitted = fitted;
  }

  /**
   * Writes a checkpoint.
   *
   * @param metrics by part of the data, for whoever looks at it
   */
  void save(Vae vae, TrainingState state, Map<String, RunSummary.Loss> metrics) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("dataset", dataset);
    node.set("metrics", JSON.valueToTree(metrics));
    node.set(VERSIONS, JSON.valueToTree(Versions.current()));
    node.set(ORIGIN, JSON.valueToTree(origin));
    node.set(FittedSteps.KEY, fitted.toJson());
    // Exact: doubles are written with as many digits as bring them back to the bit.
    node.set(TRAINING, JSON.valueToTree(state));
    files.save(new Checkpoint(vae, node), position(state), state.isLowest());
  }

  /**
   * The newest, if there is one; never empty where a checkpoint has been.
   *
   * @param fallback whether a damaged one is passed over
   * @throws BadInputException if it is damaged and not to be passed over, or none is whole
   */
  Optional<SavedModel> newest(boolean fallback) throws IOException {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<Path> file = fallback ? files.newestWhole() : files.latest();
      return Optional.of(read(file.orElseThrow(this::noneWhole)));
    } catch (BadCheckpointException e) {
      String offer =
          files
              .newestWhole()
              .map(whole -> "--fallback goes on from " + whole.getFileName())
              .orElse("no other is whole");
      throw new BadInputException(e.getMessage() + "; " + offer, e);
    }
  }

  private BadInputException noneWhole() {
    return new BadInputException(files.folder() + ": expected a whole checkpoint, found none");
  }

  private static SavedModel read(Path file) throws IOException {
    Checkpoint checkpoint = Checkpoint.read(file);
    ObjectNode state = checkpoint.state();
    return new SavedModel(
        checkpoint.vae(),
        part(state.path(TRAINING), TrainingState.class, file),
        origin(state, file),
        versions(state.path(VERSIONS)));
  }

  private static Map<String, String> versions(JsonNode node) {
    Map<String, String> versions = new LinkedHashMap<>();
    node.properties()
        .forEach(version -> versions.put(version.getKey(), version.getValue().asText()));
    return versions;
  }

  /** Where a run's newest checkpoint comes from; empty if it has none, or one that does not say. */
  public static Optional<Origin> origin(RunFolder folder) throws IOException {
    Optional<Path> newest = folder.checkpoints().latest();
    return newest.isEmpty() ? Optional.empty() : origin(state(newest.get()), newest.get());
  }

  /** What preprocessing learned for it; empty in the same cases. */
  public static Optional<FittedSteps> fitted(RunFolder folder) throws IOException {
    Optional<Path> newest = folder.checkpoints().latest();
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    JsonNode fitted = state(newest.get()).path(FittedSteps.KEY);
    return fitted.isMissingNode()
        ? Optional.empty()
        : Optional.of(FittedSteps.read(newest.get(), fitted));
  }

  private static ObjectNode state(Path file) throws IOException {
    return CheckpointReader.standard().inspect(file).state();
  }

  private static Optional<Origin> origin(JsonNode state, Path file) {
    return state.has(ORIGIN)
        ? Optional.of(part(state.path(ORIGIN), Origin.class, file))
        : Optional.empty();
  }

  private static <T> T part(JsonNode node, Class<T> type, Path file) {
    try {
      if (node.isObject()) {
        return JSON.treeToValue(node, type);
      }
    } catch (JsonProcessingException e) {
      throw notTheState(file, e.getOriginalMessage(), e);
    }
    throw notTheState(file, node.toString(), null);
  }

  private static BadInputException notTheState(Path file, String found, Throwable cause) {
    return new BadInputException(
        "%s: expected the state of a training, found: %s".formatted(file, found), cause);
  }

  private static Position position(TrainingState state) {
    return state.batch() == 0
        ? Position.endOf(state.epoch())
        : Position.inside(state.epoch() + 1, state.batch());
  }
}
