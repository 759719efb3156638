package org.vae4j;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.model.Vae;
import org.vae4j.run.RunFolder;

/**
 * All that a run has come to, bit by bit, but for its times.
 *
 * @param parameters of the newest checkpoint, SHA-256
 * @param updaterState of the newest checkpoint, SHA-256
 * @param best the same of the checkpoint of the lowest validation loss, and its counts; empty if
 *     there is none
 * @param iteration of the newest checkpoint
 * @param epoch of the newest checkpoint
 * @param metrics the lines of metrics.csv without the columns of times
 * @param summary without the speed
 * @param images SHA-256 by file name
 */
public record RunBits(
    String parameters,
    String updaterState,
    List<Object> best,
    int iteration,
    int epoch,
    List<String> metrics,
    String summary,
    Map<String, String> images) {
  private static final Set<String> TIMES = Set.of("examples_per_second", "seconds");

  public static RunBits of(Path run) throws IOException {
    Vae vae = RunFolder.open(run).at(RunFolder.LATEST).model();
    return new RunBits(
        sha256(vae.net().params()),
        sha256(vae.net().updaterState()),
        best(run),
        vae.net().getIterationCount(),
        vae.net().getEpochCount(),
        metrics(run),
        summary(run),
        images(run));
  }

  /** The values of a column of metrics.csv. */
  public List<String> column(String name) {
    int index = List.of(metrics.get(0).split(",", -1)).indexOf(name);
    return metrics.stream().skip(1).map(line -> line.split(",", -1)[index]).toList();
  }

  private static List<Object> best(Path run) throws IOException {
    if (!Files.exists(run.resolve("checkpoints/best.zip"))) {
      return List.of();
    }
    ComputationGraph net = RunFolder.open(run).at(RunFolder.BEST).model().net();
    return List.of(
        sha256(net.params()),
        sha256(net.updaterState()),
        net.getIterationCount(),
        net.getEpochCount());
  }

  private static List<String> metrics(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
    String[] header = lines.get(0).split(",", -1);
    return lines.stream()
        .map(line -> line.split(",", -1))
        .map(
            cells ->
                IntStream.range(0, header.length)
                    .filter(column -> !TIMES.contains(header[column]))
                    .mapToObj(column -> cells[column])
                    .collect(joining(",")))
        .toList();
  }

  private static String summary(Path run) throws IOException {
    ObjectNode summary =
        (ObjectNode) new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    summary.remove("examplesPerSecond");
    return summary.toString();
  }

  private static Map<String, String> images(Path run) throws IOException {
    Map<String, String> images = new TreeMap<>();
    try (Stream<Path> files = Files.list(run.resolve("images"))) {
      for (Path file : files.toList()) {
        images.put(file.getFileName().toString(), sha256(Files.readAllBytes(file)));
      }
    }
    return images;
  }

  private static String sha256(INDArray array) {
    float[] values = array.dup().data().asFloat();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return sha256(bytes.array());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
