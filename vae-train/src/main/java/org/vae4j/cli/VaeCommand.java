package org.vae4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.vae4j.cli.datasets.DatasetsCommand;
import org.vae4j.cli.model.DecodeCommand;
import org.vae4j.cli.model.DiagnoseCommand;
import org.vae4j.cli.model.EncodeCommand;
import org.vae4j.cli.model.EvaluateCommand;
import org.vae4j.cli.model.InspectCommand;
import org.vae4j.cli.model.InterpolateCommand;
import org.vae4j.cli.model.ManifoldCommand;
import org.vae4j.cli.model.ReconstructCommand;
import org.vae4j.cli.model.ReportCommand;
import org.vae4j.cli.model.SampleCommand;
import org.vae4j.cli.model.ScoreCommand;
import org.vae4j.cli.model.TraverseCommand;
import org.vae4j.cli.terminal.Failures;
import org.vae4j.cli.terminal.ProgramVersion;
import org.vae4j.cli.train.ResumeCommand;
import org.vae4j.cli.train.TrainCommand;
import org.vae4j.refusal.BadInputException;
import org.vae4j.refusal.GivenPath;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code vae}: trains variational autoencoders and shows what they learned. */
@Command(
    name = "vae",
    description = "Trains variational autoencoders and shows what they learned.",
    synopsisSubcommandLabel = "COMMAND")
final class VaeCommand implements Runnable {
  @Option(
      names = "--debug",
      description = "on a failure, show where it came from",
      scope = CommandLine.ScopeType.INHERIT)
  private boolean debug;

  @Spec private CommandSpec spec;

  /**
   * The whole command, ready to execute.
   *
   * @param out results
   * @param err everything else
   */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    VaeCommand vae = new VaeCommand();
    CommandLine commandLine = new CommandLine(vae);
    commandLine
        .addSubcommand(TrainCommand.commandLine())
        .addSubcommand(new ResumeCommand())
        .addSubcommand(new EvaluateCommand())
        .addSubcommand(new DiagnoseCommand())
        .addSubcommand(new ScoreCommand())
        .addSubcommand(new EncodeCommand())
        .addSubcommand(new DecodeCommand())
        .addSubcommand(new SampleCommand())
        .addSubcommand(new ReconstructCommand())
        .addSubcommand(new InterpolateCommand())
        .addSubcommand(new TraverseCommand())
        .addSubcommand(new ManifoldCommand())
        .addSubcommand(new ReportCommand())
        .addSubcommand(new InspectCommand())
        .addSubcommand(new DivergenceCommand())
        .addSubcommand(new DatasetsCommand());
    answerHelpAndVersion(commandLine);
    commandLine
        .registerConverter(Path.class, VaeCommand::path)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Failures::badUsage)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> Failures.failed(e, command, vae.debug));
    return commandLine;
  }

  private static Path path(String text) {
    try {
      return GivenPath.of(text);
    } catch (BadInputException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static void answerHelpAndVersion(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new ProgramVersion());
    command.getSubcommands().values().forEach(VaeCommand::answerHelpAndVersion);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command, got none");
  }
}
