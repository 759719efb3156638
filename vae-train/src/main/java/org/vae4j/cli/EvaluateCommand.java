package org.vae4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.model.Vae;
import org.vae4j.run.LikelihoodName;
import org.vae4j.run.RunData;
import org.vae4j.run.RunEvaluation;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vae evaluate RUN}. */
@Command(
    name = "evaluate",
    description = "How good a model is: the terms of its loss and its active units.",
    mixinStandardHelpOptions = true,
    versionProvider = VaeCommand.Version.class)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private RunArgument run;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "train, validation or test (default: ${DEFAULT-VALUE})")
  private String split;

  @Option(
      names = "--likelihood",
      paramLabel = "NAME",
      description =
          "read the decoder's output as another likelihood's parameters, of which it must take as many (default: the run's own)")
  private String likelihood;

  @Option(names = "--json", description = "print JSON and nothing else")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    RunFolder folder = run.open();
    Vae vae = model(folder);
    ImageDataset part =
        RunData.part(
            folder.settings(), split, Downloads.progress(spec.commandLine().getErr(), json));
    RunEvaluation result = RunEvaluation.of(folder, vae, part, split);
    if (json) {
      out.println(result.toJson());
      return 0;
    }
    out.printf(Locale.ROOT, "%s, %,d examples, nats per example%n", result.split(), result.n());
    out.printf(Locale.ROOT, "loss            %8.2f%n", result.loss());
    out.printf(Locale.ROOT, "reconstruction  %8.2f%n", result.reconstruction());
    out.printf(Locale.ROOT, "KL              %8.2f%n", result.kl());
    out.printf(
        Locale.ROOT,
        "active units    %5d of %d%n",
        result.activeUnits(),
        result.klPerUnit().size());
    return 0;
  }

  private Vae model(RunFolder folder) throws IOException {
    if (likelihood == null) {
      return folder.model();
    }
    LikelihoodName name = LikelihoodName.named(likelihood);
    return name.over(folder.model(), folder.info().image().size());
  }
}
