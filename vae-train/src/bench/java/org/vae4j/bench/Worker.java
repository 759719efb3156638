package org.vae4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A contender in a process of its own, so that its threads, heap and settings are those that its
 * users have. Trains for an epoch for each line that it reads, and answers with a line.
 *
 * <p>Arguments: the {@link Entrant} and the words of the {@link Task}.
 */
public final class Worker {
  private Worker() {}

  public static void main(String[] arguments) throws IOException {
    Entrant entrant = Entrant.valueOf(arguments[0]);
    Task task = Task.of(List.of(arguments).subList(1, arguments.length));
    if (entrant.isTuned()) {
      Nd4j.getMemoryManager().togglePeriodicGc(false);
    }
    Contender contender = entrant.contender(task, task.examplesOf(BenchmarkData.train()));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      contender.epoch();
      System.out.println(WorkerProcess.DONE);
    }
    // PyTorch's library can crash when its statics are torn down beside those of Java.
    Runtime.getRuntime().halt(0);
  }
}
