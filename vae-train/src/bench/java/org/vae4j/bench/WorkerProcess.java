package org.vae4j.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@link Worker} of an entrant, which waits for its turn. */
final class WorkerProcess implements Closeable {
  static final String DONE = "epoch done";

  /** The launcher's. */
  private static final List<String> TUNED_OPTIONS =
      List.of("--add-modules", "jdk.incubator.vector", "@vae-train/src/main/launcher/java.options");

  private static final List<String> COMMON_OPTIONS =
      List.of("-Dai.djl.offline=true", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

  private final Entrant entrant;
  private final Process process;
  private final BufferedReader from;
  private final Writer to;

  WorkerProcess(Entrant entrant, Task task) throws IOException {
    this.entrant = entrant;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(COMMON_OPTIONS);
    if (entrant.isTuned()) {
      command.addAll(TUNED_OPTIONS);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
    command.add(entrant.name());
    command.addAll(task.words());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("OMP_WAIT_POLICY");
    if (entrant.isTuned()) {
      builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    }
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    process = builder.start();
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  String label() {
    return entrant.label();
  }

  /** Trains for an epoch; returns the seconds that it took. */
  double epoch() throws IOException {
    long start = System.nanoTime();
    to.write("epoch\n");
    to.flush();
    // libraries print to standard output, too
    String line = from.readLine();
    while (line != null && !line.equals(DONE)) {
      line = from.readLine();
    }
    if (line == null) {
      throw new IOException(label() + ": expected the end of an epoch, the process ended instead");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** The largest that its memory was, on Linux; elsewhere "-". */
  String residentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return "-";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .map(Object::toString)
        .orElse("-");
  }

  /** Closes its input, at which a worker ends. */
  @Override
  public void close() throws IOException {
    to.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }
}
