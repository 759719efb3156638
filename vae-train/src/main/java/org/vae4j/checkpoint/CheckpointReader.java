package org.vae4j.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.model.Vae;

/**
 * Reads checkpoints, and zips that DL4J's {@code ModelSerializer} wrote, without trusting them.
 *
 * <p>An entry is read if its name is known and no further than the configuration's parameter count
 * implies; no Java object is deserialised; the configuration names allowed classes alone; the
 * headers of arrays agree with it before anything is allocated; every digest is right. What fails
 * is refused with a {@link BadCheckpointException} that says where.
 */
public final class CheckpointReader {
  /** No updater of ND4J keeps more: AMSGrad has three values for each parameter. */
  static final int STATE_PER_PARAMETER = 4;

  private final AllowedClasses allowed;
  private final long memory;

  private CheckpointReader(AllowedClasses allowed) {
    this(allowed, Runtime.getRuntime().maxMemory());
  }

  /**
   * @param memory in bytes, the most that a network's arrays may take
   */
  CheckpointReader(AllowedClasses allowed, long memory) {
    this.allowed = allowed;
    this.memory = memory;
  }

  /** A reader that knows {@link AllowedClasses#standard()}. */
  public static CheckpointReader standard() {
    return new CheckpointReader(AllowedClasses.standard());
  }

  /** A reader that knows other classes. */
  public static CheckpointReader allowing(AllowedClasses allowed) {
    return new CheckpointReader(allowed);
  }

  /**
   * The checkpoint of a file.
   *
   * @throws BadCheckpointException if it is none, or damaged, or not to be trusted
   */
  public Checkpoint read(Path file) throws IOException {
    try (CheckpointZip zip = CheckpointZip.open(file)) {
      Verified verified = verify(zip);
      requireMemory(zip, verified);
      Optional<Manifest> manifest = verified.manifest();
      INDArray parameters =
          verified
              .parameters()
              .read(
                  verified.parameterCount(), manifest.map(Manifest::parametersSha256).orElse(null));
      Vae vae = build(zip, verified.configuration(), parameters);
      if (zip.has(CheckpointZip.UPDATER_STATE)) {
        INDArray state = vae.net().getUpdater().getStateViewArray();
        if (state == null) {
          throw zip.bad(
              CheckpointZip.UPDATER_STATE, "none, for an updater without state", "this entry");
        }
        state.assign(
            verified
                .updaterState()
                .read(state.length(), manifest.map(Manifest::updaterStateSha256).orElse(null))
                .reshape(state.shape()));
      }
      return new Checkpoint(vae, verified.state());
    }
  }

  /**
   * What a file holds, every digest verified, without building the network.
   *
   * @throws BadCheckpointException as {@link #read}
   */
  public Inspection inspect(Path file) throws IOException {
    try (CheckpointZip zip = CheckpointZip.open(file)) {
      Verified verified = verify(zip);
      StoredArray.Summary parameters = verified.parameters().summary();
      if (parameters.length() != verified.parameterCount()) {
        throw zip.bad(
            CheckpointZip.PARAMETERS,
            "%d values".formatted(verified.parameterCount()),
            "%d".formatted(parameters.length()));
      }
      return Inspection.of(
          verified,
          parameters,
          zip.has(CheckpointZip.UPDATER_STATE)
              ? verified.updaterState().summary()
              : StoredArray.Summary.NOTHING);
    }
  }

  /** Parameters as they are read and as ND4J keeps them, their gradients, the updater's state. */
  private void requireMemory(CheckpointZip zip, Verified verified) {
    long values = 3 * verified.parameterCount() + verified.updaterValues();
    long bytes = values * verified.configuration().getDataType().width();
    if (bytes > memory) {
      throw zip.bad(
          CheckpointZip.CONFIGURATION,
          "a network that this JVM's memory of %d MiB can hold (-Xmx)".formatted(memory >> 20),
          "one that takes %d MiB".formatted(bytes >> 20));
    }
  }

  private Verified verify(CheckpointZip zip) throws IOException {
    Optional<Manifest> manifest =
        zip.has(CheckpointZip.MANIFEST) ? Optional.of(Manifest.read(zip)) : Optional.empty();
    verify(zip, manifest, CheckpointZip.CONFIGURATION, ConfigurationReader.LIMIT);
    ConfigurationReader reader = new ConfigurationReader(zip, allowed);
    ComputationGraphConfiguration configuration =
        reader.read(zip.bytes(CheckpointZip.CONFIGURATION, ConfigurationReader.LIMIT));
    Map<String, Long> byVertex = reader.parameters(configuration);
    long count = byVertex.values().stream().mapToLong(Long::longValue).sum();
    long updaterValues = reader.updaterValues(configuration, byVertex);
    StoredArray parameters =
        new StoredArray(zip, CheckpointZip.PARAMETERS, configuration.getDataType(), count);
    StoredArray updaterState =
        new StoredArray(
            zip,
            CheckpointZip.UPDATER_STATE,
            configuration.getDataType(),
            STATE_PER_PARAMETER * count);
    verify(zip, manifest, CheckpointZip.PARAMETERS, parameters.byteLimit());
    if (zip.has(CheckpointZip.UPDATER_STATE)) {
      verify(zip, manifest, CheckpointZip.UPDATER_STATE, updaterState.byteLimit());
    }
    return new Verified(
        manifest, configuration, byVertex, count, updaterValues, parameters, updaterState);
  }

  private static void verify(
      CheckpointZip zip, Optional<Manifest> manifest, String entry, long limit) throws IOException {
    zip.verify(entry, limit, manifest.map(known -> known.sha256().get(entry)));
  }

  private static Vae build(
      CheckpointZip zip, ComputationGraphConfiguration configuration, INDArray parameters) {
    try {
      ComputationGraph net = new ComputationGraph(configuration);
      net.init(parameters, false);
      Vae vae = Vae.of(net);
      net.getUpdater();
      return vae;
    } catch (RuntimeException e) {
      throw zip.bad(CheckpointZip.CONFIGURATION, "a graph that DL4J can build", e);
    }
  }

  /**
   * A zip whose entries are what their digests say.
   *
   * @param updaterValues how many there will be at most, by the configuration
   */
  record Verified(
      Optional<Manifest> manifest,
      ComputationGraphConfiguration configuration,
      Map<String, Long> parametersByVertex,
      long parameterCount,
      long updaterValues,
      StoredArray parameters,
      StoredArray updaterState) {
    ObjectNode state() {
      return manifest.map(Manifest::state).orElseGet(JsonNodeFactory.instance::objectNode);
    }
  }
}
