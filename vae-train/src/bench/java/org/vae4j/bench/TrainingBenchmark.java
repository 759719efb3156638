package org.vae4j.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.vae4j.datasets.Dataset;

/**
 * Training throughput, ours and that of the peers, on the same data, model, batch and optimizer:
 * the MLP at two batch sizes, then the convolutions on a tenth of the examples.
 *
 * <p>Each entrant has a process of its own. They take turns, an epoch each, so that a machine whose
 * speed drifts drifts for all; figures are medians over the rounds, ratios are medians of the
 * ratios taken round by round. The last line printed is JSON.
 *
 * <p>Arguments: rounds (7), examples of an epoch (all).
 */
public final class TrainingBenchmark {
  private static final List<Integer> BATCH_SIZES = List.of(128, 512);

  /** The compiler of the JVM is at work, on a core that the products need, for some 15 s. */
  private static final double WARM_UP_SECONDS = 20;

  /** Threads of OpenMP spin for 0.2 s after their last work; who comes next is not to feel it. */
  private static final long PAUSE_MILLISECONDS = 500;

  private static final int CONV_BATCH = 128;

  /** An example costs DL4J's convolutions some ten times what it costs its dense layers. */
  private static final int CONV_COST = 10;

  private TrainingBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Dataset train = BenchmarkData.train();
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    int examples =
        Math.min(
            train.size(), arguments.length > 1 ? Integer.parseInt(arguments[1]) : train.size());
    System.out.printf(
        Locale.ROOT,
        "%s, %,d examples an epoch, %d rounds, Java %s, %d processors%n",
        train.name(),
        examples,
        rounds,
        Runtime.version(),
        Runtime.getRuntime().availableProcessors());
    ObjectNode json = new ObjectMapper().createObjectNode();
    for (int batchSize : BATCH_SIZES) {
      json.set(
          "batch" + batchSize,
          compare(Task.mlp(examples, batchSize), rounds, List.of(Entrant.values())));
    }
    json.set(
        "conv",
        compare(
            Task.conv(Math.max(1, examples / CONV_COST), CONV_BATCH),
            rounds,
            List.of(Entrant.OURS, Entrant.DL4J_GRAPH, Entrant.PYTORCH)));
    System.out.println(json);
  }

  private static ObjectNode compare(Task task, int rounds, List<Entrant> entrants)
      throws IOException, InterruptedException {
    List<WorkerProcess> workers = new ArrayList<>();
    try {
      for (Entrant entrant : entrants) {
        WorkerProcess worker = new WorkerProcess(entrant, task);
        workers.add(worker);
        warmUp(worker);
      }
      Map<String, double[]> speeds = new LinkedHashMap<>();
      Random order = new Random(1);
      workers.forEach(worker -> speeds.put(worker.label(), new double[rounds]));
      for (int round = 0; round < rounds; round++) {
        Collections.shuffle(workers, order); // nobody always comes after the same one
        for (WorkerProcess worker : workers) {
          Thread.sleep(PAUSE_MILLISECONDS);
          speeds.get(worker.label())[round] = task.examples() / worker.epoch();
        }
      }
      return report(task.title(), speeds);
    } finally {
      for (WorkerProcess worker : workers) {
        worker.close();
      }
    }
  }

  private static void warmUp(WorkerProcess worker) throws IOException {
    double seconds = 0;
    while (seconds < WARM_UP_SECONDS) {
      seconds += worker.epoch();
    }
  }

  private static ObjectNode report(String title, Map<String, double[]> speeds) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    double[] ours = speeds.get(Entrant.OURS.label());
    System.out.printf("%n%-14s   examples/s (median, range)      ours is faster by%n", title);
    speeds.forEach(
        (label, theirs) -> {
          double[] ratios = new double[theirs.length];
          Arrays.setAll(ratios, round -> ours[round] / theirs[round]);
          System.out.printf(
              Locale.ROOT,
              "%-14s %,10.0f   (%,.0f – %,.0f)      %.2f%n",
              label,
              median(theirs),
              Arrays.stream(theirs).min().orElseThrow(),
              Arrays.stream(theirs).max().orElseThrow(),
              median(ratios));
          json.put(label, Math.round(median(theirs)));
          if (!label.equals(Entrant.OURS.label())) {
            json.put(
                "oursOver" + label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1),
                Math.round(1000 * median(ratios)) / 1000.0);
          }
        });
    return json;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
