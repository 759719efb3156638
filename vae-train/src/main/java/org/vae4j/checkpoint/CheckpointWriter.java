package org.vae4j.checkpoint;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes the zip that {@code ModelSerializer} would write, and the manifest after it. Equal
 * checkpoints give equal bytes.
 */
final class CheckpointWriter {
  /** Of every entry: when a file was made is known to the file system. */
  private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private final ZipOutputStream zip;
  private final Map<String, String> sha256 = new TreeMap<>();

  private CheckpointWriter(OutputStream out) {
    zip = new ZipOutputStream(new BufferedOutputStream(out));
    zip.setLevel(Deflater.BEST_SPEED); // trained weights hardly shrink
  }

  /** Writes a whole zip; the stream stays open. */
  static void write(Checkpoint checkpoint, OutputStream out) throws IOException {
    ComputationGraph net = checkpoint.vae().net();
    INDArray updaterState = net.getUpdater().getStateViewArray();
    CheckpointWriter writer = new CheckpointWriter(out);
    writer.entry(
        CheckpointZip.CONFIGURATION,
        content -> content.write(net.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8)));
    writer.array(CheckpointZip.PARAMETERS, net.params());
    if (updaterState != null) {
      writer.array(CheckpointZip.UPDATER_STATE, updaterState);
    }
    Manifest manifest =
        new Manifest(
            writer.sha256,
            checkpoint.parametersSha256(),
            checkpoint.updaterStateSha256(),
            checkpoint.state());
    byte[] json = manifest.toJson();
    writer.entry(CheckpointZip.MANIFEST, content -> content.write(json));
    writer.zip.finish();
    writer.zip.flush();
  }

  private void array(String name, INDArray values) throws IOException {
    entry(
        name,
        content -> {
          DataOutputStream data = new DataOutputStream(new BufferedOutputStream(content));
          Nd4j.write(values, data);
          data.flush();
        });
  }

  private void entry(String name, WholeFile.Content content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    MessageDigest digest = Sha256.start();
    content.writeTo(new DigestOutputStream(zip, digest));
    zip.closeEntry();
    sha256.put(name, Sha256.end(digest));
  }
}
