package org.vae4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** PyTorch 2.5 on the CPU, in the process of a {@link PyTorchWorker}. */
final class PyTorchVae implements Contender {
  private final Process worker;
  private final BufferedReader from;
  private final Writer to;

  /**
   * @param architecture mlp or conv
   */
  PyTorchVae(String architecture, int examples, int batchSize) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dai.djl.offline=true",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("java.class.path"),
            PyTorchWorker.class.getName(),
            architecture,
            Integer.toString(examples),
            Integer.toString(batchSize));
    // What serves OpenBLAS beside ND4J's threads is not PyTorch's own default.
    command.environment().remove("OMP_WAIT_POLICY");
    command.redirectError(ProcessBuilder.Redirect.INHERIT);
    worker = command.start();
    from =
        new BufferedReader(
            new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8));
    to = new OutputStreamWriter(worker.getOutputStream(), StandardCharsets.UTF_8);
  }

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public void epoch() {
    try {
      to.write("epoch\n");
      to.flush();
      String loss = from.readLine();
      if (loss == null || !Double.isFinite(Double.parseDouble(loss))) {
        throw new IllegalStateException("expected the loss of an epoch, got " + loss);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    to.close(); // the worker ends with its input
  }
}
