package org.vae4j.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.model.Vae;

/**
 * A model with its updater's state and its counts of iterations and epochs, and what its trainer
 * needs besides.
 *
 * <p>The state is the trainer's business: it is kept and given back as it was. {@link Inspection}
 * shows what it finds in it under {@code dataset}, {@code metrics} and {@code versions}.
 *
 * @param state empty if a file had none, such as one that DL4J wrote
 */
public record Checkpoint(Vae vae, ObjectNode state) {
  public Checkpoint {
    state = state.deepCopy();
  }

  /** A model without a trainer's state. */
  public static Checkpoint of(Vae vae) {
    return new Checkpoint(vae, JsonNodeFactory.instance.objectNode());
  }

  /**
   * Reads a file safely: see {@link CheckpointReader}.
   *
   * @throws BadCheckpointException if it is no checkpoint, or damaged, or not to be trusted
   */
  public static Checkpoint read(Path file) throws IOException {
    return CheckpointReader.standard().read(file);
  }

  /** Writes a file, whole or not at all; what lay there before is replaced. */
  public void write(Path file) throws IOException {
    WholeFile.write(file, out -> CheckpointWriter.write(this, out));
  }

  /** A copy: what is done to it is not done to the checkpoint. */
  @Override
  public ObjectNode state() {
    return state.deepCopy();
  }

  /** SHA-256 of the parameters: {@link ArrayDigest}. */
  public String parametersSha256() {
    return ArrayDigest.of(vae.net().params());
  }

  /** SHA-256 of the updater's state: {@link ArrayDigest}. */
  public String updaterStateSha256() {
    return ArrayDigest.of(vae.net().getUpdater().getStateViewArray());
  }
}
