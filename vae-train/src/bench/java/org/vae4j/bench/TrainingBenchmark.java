package org.vae4j.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.datasets.ImageDataset;

/**
 * Training throughput, ours and that of the peers, on the same data, model, batch and optimizer: the
 * MLP at two batch sizes, then the convolutions on a tenth of the examples.
 *
 * <p>The contenders take turns, an epoch each, so that a machine whose speed drifts drifts for all;
 * figures are medians over the rounds, ratios are medians of the ratios taken round by round. The
 * last line printed is JSON.
 *
 * <p>Arguments: rounds (7), examples of an epoch (12,000).
 */
public final class TrainingBenchmark {
  private static final List<Integer> BATCH_SIZES = List.of(128, 512);
  private static final int WARM_UP_ROUNDS = 2;
  private static final int CONV_BATCH = 128;

  /** An example costs DL4J's convolutions some ten times what it costs its dense layers. */
  private static final int CONV_COST = 10;

  private final ImageDataset train;
  private final int rounds;

  private TrainingBenchmark(ImageDataset train, int rounds) {
    this.train = train;
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    int examples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 12_000;
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    ImageDataset train = BenchmarkData.train().take(examples);
    TrainingBenchmark benchmark = new TrainingBenchmark(train, rounds);
    System.out.printf(
        Locale.ROOT,
        "%s, %,d examples an epoch, %d rounds, Java %s, %d processors, OMP_WAIT_POLICY=%s%n",
        train.name(),
        train.size(),
        rounds,
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        Optional.ofNullable(System.getenv("OMP_WAIT_POLICY")).orElse("unset"));
    ObjectNode json = new ObjectMapper().createObjectNode();
    for (int batchSize : BATCH_SIZES) {
      json.set("batch" + batchSize, benchmark.compareMlp(batchSize));
    }
    json.set("conv", benchmark.compareConv());
    System.out.println(json);
  }

  private ObjectNode compareMlp(int batchSize) throws IOException {
    return compare(
        "batch " + batchSize,
        train,
        List.of(
            new OurTrainer(Model.mlp(train.features()), train, batchSize),
            new Dl4jVae(train, batchSize),
            new Dl4jGraph(train, batchSize),
            new PyTorchVae("mlp", train.size(), batchSize)));
  }

  private ObjectNode compareConv() throws IOException {
    ImageDataset some = train.take(Math.max(1, train.size() / CONV_COST));
    return compare(
        "conv, batch " + CONV_BATCH,
        some,
        List.of(
            new OurTrainer(Model.conv(), some, CONV_BATCH),
            new Dl4jConvGraph(some, CONV_BATCH),
            new PyTorchVae("conv", some.size(), CONV_BATCH)));
  }

  private ObjectNode compare(String title, ImageDataset data, List<Contender> contenders)
      throws IOException {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      contenders.forEach(Contender::epoch);
    }
    Map<String, double[]> speeds = new LinkedHashMap<>();
    contenders.forEach(contender -> speeds.put(contender.name(), new double[rounds]));
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : contenders) {
        long start = System.nanoTime();
        contender.epoch();
        speeds.get(contender.name())[round] =
            data.size() / ((System.nanoTime() - start) / 1e9);
      }
    }
    for (Contender contender : contenders) {
      contender.close();
    }
    return report(title, speeds);
  }

  private static ObjectNode report(String title, Map<String, double[]> speeds) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    double[] ours = speeds.get("ours");
    System.out.printf("%n%s      examples/s (median, range)      ours is faster by%n", title);
    List<String> peers = new ArrayList<>(speeds.keySet());
    for (String name : peers) {
      double[] theirs = speeds.get(name);
      double[] ratios = new double[theirs.length];
      Arrays.setAll(ratios, round -> ours[round] / theirs[round]);
      System.out.printf(
          Locale.ROOT,
          "%-12s %,10.0f   (%,.0f – %,.0f)      %.2f%n",
          name,
          median(theirs),
          Arrays.stream(theirs).min().orElseThrow(),
          Arrays.stream(theirs).max().orElseThrow(),
          median(ratios));
      json.put(name, Math.round(median(theirs)));
      if (!name.equals("ours")) {
        json.put(
            "oursOver" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
            Math.round(1000 * median(ratios)) / 1000.0);
      }
    }
    return json;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
