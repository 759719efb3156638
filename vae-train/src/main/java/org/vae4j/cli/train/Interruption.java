package org.vae4j.cli.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.train.StopRequest;

/**
 * Ctrl-C and SIGTERM. Before training starts they end the process; while it trains the first asks
 * it to stop, the second ends the process at once. Until {@link #close}, after which they do what
 * they did before. (A shutdown hook would not do: in one, a second signal has no effect.)
 */
final class Interruption implements AutoCloseable {
  private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143);

  private final StopRequest stop = new StopRequest();
  private final PrintWriter err;
  private final Map<String, Object> before = new LinkedHashMap<>();
  private volatile Path run;
  private volatile boolean training;
  private volatile int exitCode;

  Interruption(PrintWriter err) {
    this.err = err;
    EXIT_CODES.forEach(
        (name, code) ->
            Signals.on(name, () -> arrived(code)).ifPresent(handler -> before.put(name, handler)));
  }

  /** From now on there is a run that can be resumed. */
  void runIs(Path folder) {
    run = folder;
  }

  /** From now on training waits for this, which is made when a signal arrives. */
  StopRequest whileTraining() {
    training = true;
    return stop;
  }

  /** What the process is to exit with once it has stopped; 0 if no signal arrived. */
  int exitCode() {
    return exitCode;
  }

  void tellHowToGoOn() {
    err.println(
        run == null
            ? "vae: stopped before the run began"
            : "vae: stopped; to go on from here: ./vae resume " + ShellWord.of(run));
  }

  private void arrived(int code) {
    if (stop.isMade()) {
      Runtime.getRuntime().halt(code);
    }
    exitCode = code;
    stop.make();
    if (training) {
      err.println("vae: stopping after this step; once more stops at once");
    } else {
      tellHowToGoOn();
      System.exit(code); // with what else is to be done then: an unfinished download goes
    }
  }

  @Override
  public void close() {
    before.forEach(Signals::restore);
  }
}
