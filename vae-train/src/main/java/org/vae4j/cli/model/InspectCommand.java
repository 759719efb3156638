package org.vae4j.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.vae4j.checkpoint.CheckpointReader;
import org.vae4j.checkpoint.Inspection;
import org.vae4j.cli.terminal.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae inspect CHECKPOINT}. */
@Command(
    name = "inspect",
    description = "What a checkpoint holds, verified, without building the network.")
public final class InspectCommand extends Subcommand {
  @Parameters(
      index = "0",
      paramLabel = "CHECKPOINT",
      description = "a zip of RUN/checkpoints, or one that DL4J's ModelSerializer wrote")
  private Path file;

  @Option(names = "--json", description = "print JSON and nothing else")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Inspection inspection = CheckpointReader.standard().inspect(file);
    PrintWriter out = out();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(inspection.toJson()));
    } else {
      print(out, inspection);
    }
    return 0;
  }

  private static void print(PrintWriter out, Inspection inspection) {
    JsonNode state = inspection.state();
    row(out, "format", inspection.format().map(String::valueOf).orElse("DL4J's own"));
    row(out, "epoch", inspection.epoch());
    row(out, "iteration", inspection.iteration());
    for (String key : new String[] {"dataset", "metrics", "versions", "training"}) {
      if (state.has(key)) {
        row(out, key, state.get(key).isTextual() ? state.get(key).asText() : state.get(key));
      }
    }
    inspection.latentSize().ifPresent(size -> row(out, "latent size", size));
    row(out, "parameters", count(inspection.parameters(), inspection));
    row(out, "  SHA-256", inspection.parametersSha256());
    row(out, "updater state", count(inspection.updaterState(), inspection));
    row(out, "  SHA-256", inspection.updaterStateSha256());
    out.printf("%n%-16s%-24s%8s%8s%12s  %s%n", "vertex", "kind", "in", "out", "parameters", "from");
    for (Inspection.Vertex vertex : inspection.architecture()) {
      out.printf(
          Locale.ROOT,
          "%-16s%-24s%8s%8s%,12d  %s%n",
          printable(vertex.name()),
          vertex.kind(),
          vertex.in() == 0 ? "" : vertex.in(),
          vertex.out() == 0 ? "" : vertex.out(),
          vertex.parameters(),
          printable(String.join(", ", vertex.inputs())));
    }
  }

  private static String count(long values, Inspection inspection) {
    return String.format(Locale.ROOT, "%,d %s", values, inspection.dataType());
  }

  private static void row(PrintWriter out, String name, Object value) {
    out.printf("%-16s%s%n", name, printable(value.toString()));
  }

  /** What a file says must not steer the terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
