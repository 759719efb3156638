package org.vae4j.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.export.ExampleRows;
import org.vae4j.model.Vae;
import org.vae4j.run.OutputUnits;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Mixin;

/** The run that a command is about, and which of its models. */
final class ModelArgument {
  @Mixin private RunArgument run;

  @Mixin private CheckpointOption checkpoint;

  RunFolder open() {
    return checkpoint.of(run.open());
  }

  /** What writes rows that the model gives, in the units of the run's data. */
  static ExampleRows rows(RunFolder folder, Vae vae, PrintWriter err) throws IOException {
    OutputUnits units = OutputUnits.of(folder, Downloads.progress(err, false));
    return new ExampleRows(vae, units.restore(), units.columns());
  }
}
