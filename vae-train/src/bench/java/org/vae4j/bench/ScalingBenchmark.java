package org.vae4j.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an example costs by the number of examples, the latent units and the width of the hidden
 * layers, and the memory of the process, where the system tells. Batch 128; beyond their number the
 * data are repeated, which takes memory for their order alone.
 */
public final class ScalingBenchmark {
  private static final int BATCH = 128;
  private static final int EXAMPLES = 60_000;
  private static final double WARM_UP_SECONDS = 10;
  private static final double SECONDS = 10;

  private ScalingBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Task standard = Task.mlp(EXAMPLES, BATCH);
    List<Task> tasks = new ArrayList<>();
    for (int examples : new int[] {10_000, 100_000, 1_000_000}) {
      tasks.add(Task.mlp(examples, BATCH));
    }
    for (int latent : new int[] {2, 20, 200}) {
      tasks.add(standard.with(standard.hidden(), latent));
    }
    for (int hidden : new int[] {100, 1000, 2000}) {
      tasks.add(standard.with(hidden, standard.latent()));
    }
    System.out.println(" examples  latent  hidden  µs/example  examples/s  resident MB");
    for (Task task : tasks) {
      measure(task);
    }
  }

  private static void measure(Task task) throws IOException {
    try (WorkerProcess worker = new WorkerProcess(Entrant.OURS, task)) {
      train(worker, WARM_UP_SECONDS);
      double seconds = train(worker, SECONDS);
      System.out.printf(
          Locale.ROOT,
          "%,9d  %6d  %6d  %10.1f  %,10.0f  %11s%n",
          task.examples(),
          task.latent(),
          task.hidden(),
          1e6 * seconds / task.examples(),
          task.examples() / seconds,
          worker.residentMegabytes());
    }
  }

  /** Whole epochs for so long at least; returns the seconds of one. */
  private static double train(WorkerProcess worker, double atLeast) throws IOException {
    double seconds = 0;
    int epochs = 0;
    while (seconds < atLeast) {
      seconds += worker.epoch();
      epochs++;
    }
    return seconds / epochs;
  }
}
