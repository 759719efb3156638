package org.vae4j.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own. */
final class VaeProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  /** Its bit in the masks of /proc. */
  private static final long SIGINT = 0b10;

  private final Process process;
  private final Path err;

  /**
   * @param err where stderr goes
   */
  static VaeProcess start(Path err, Object... arguments) throws IOException {
    return start(Map.of(), err, arguments);
  }

  /**
   * @param locale LC_ALL, in which names of files are read
   * @param err where stderr goes
   */
  static VaeProcess startIn(String locale, Path err, Object... arguments) throws IOException {
    return start(Map.of("LC_ALL", locale), err, arguments);
  }

  private static VaeProcess start(Map<String, String> environment, Path err, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (ignoresInterrupts()) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-Xmx600m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new VaeProcess(builder.start(), err);
  }

  private VaeProcess(Process process, Path err) {
    this.process = process;
    this.err = err;
  }

  /** A shell starts what is in the background so, and children inherit it. */
  private static boolean ignoresInterrupts() throws IOException {
    File status = new File("/proc/self/status");
    if (!status.exists()) {
      return false;
    }
    return Files.readAllLines(status.toPath()).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> (ignored & SIGINT) != 0);
  }

  /** Waits for a file that the process writes. */
  void awaitFile(Path file) throws IOException, InterruptedException {
    await(() -> Files.exists(file), "the file " + file);
  }

  /** Waits for something on stderr. */
  void awaitMessage(String message) throws IOException, InterruptedException {
    await(() -> err().contains(message), "the message '" + message + "'");
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(Condition condition, String what) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what + "; stderr:\n" + err());
      }
      Thread.sleep(5);
    }
  }

  /**
   * Sends a signal.
   *
   * @param name such as INT
   */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end; stderr:\n" + err());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
