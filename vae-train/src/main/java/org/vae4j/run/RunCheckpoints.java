package org.vae4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.vae4j.checkpoint.Checkpoints;
import org.vae4j.model.Vae;
import org.vae4j.train.TrainingState;

/** The checkpoints of a run: a model and the state of its training, together. */
final class RunCheckpoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Checkpoints files;

  RunCheckpoints(Checkpoints files) {
    this.files = files;
  }

  void save(Vae vae, TrainingState state) throws IOException {
    files.save(vae, name(state), toJson(state).toString());
  }

  /**
   * The newest.
   *
   * @param fallback whether a damaged one is passed over
   */
  Optional<SavedModel> newest(boolean fallback) throws IOException {
    return files.newest(fallback).map(saved -> new SavedModel(saved.vae(), read(saved.state())));
  }

  private static String name(TrainingState state) {
    return state.batch() == 0
        ? "epoch-%04d".formatted(state.epoch())
        : "epoch-%04d-batch-%06d".formatted(state.epoch(), state.batch());
  }

  /** Exact: doubles are written with as many digits as bring them back to the bit. */
  static ObjectNode toJson(TrainingState state) {
    return JSON.valueToTree(state);
  }

  static TrainingState fromJson(ObjectNode json) throws JsonProcessingException {
    return JSON.treeToValue(json, TrainingState.class);
  }

  private TrainingState read(String json) {
    try {
      return fromJson((ObjectNode) JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          "%s: expected the state of a training in the checkpoint, found: %s"
              .formatted(files.folder(), e.getOriginalMessage()),
          e);
    }
  }
}
