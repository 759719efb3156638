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
    description =
        "How good a model is: the terms of its loss, its marginal likelihood, its active units.",
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

  @Option(
      names = "--samples",
      paramLabel = "K",
      description =
          "estimate log p(x) by importance sampling with K draws for each example (default: not at all)")
  private Integer samples;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "the first N examples of the part (default: all)")
  private Integer limit;

  @Option(names = "--json", description = "print JSON and nothing else")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Counts.requirePositive("--samples", samples);
    Counts.requirePositive("--limit", limit);
    RunFolder folder = run.open();
    Vae vae = model(folder);
    ImageDataset part =
        RunData.part(folder, split, Downloads.progress(spec.commandLine().getErr(), json));
    ImageDataset first = limit == null ? part : part.take(limit);
    RunEvaluation result;
    try (EvaluationProgress progress =
        EvaluationProgress.on(spec.commandLine().getErr(), "importance sampling")) {
      result = RunEvaluation.of(folder, vae, first, split, samples == null ? 0 : samples, progress);
    }
    if (json) {
      spec.commandLine().getOut().println(result.toJson());
    } else {
      print(spec.commandLine().getOut(), result);
    }
    return 0;
  }

  private static void print(PrintWriter out, RunEvaluation result) {
    out.printf(
        Locale.ROOT,
        "%s, %,d examples, nats per example ± standard error%n",
        result.split(),
        result.n());
    row(out, "loss", result.loss(), result.standardErrors().loss());
    row(out, "reconstruction", result.reconstruction(), result.standardErrors().reconstruction());
    row(out, "KL", result.kl(), result.standardErrors().kl());
    if (result.nll() != null) {
      row(
          out,
          "NLL, K = " + result.nll().samples(),
          result.nll().value(),
          result.nll().standardError());
    }
    out.printf(
        Locale.ROOT,
        "active units    %5d of %d%n",
        result.activeUnits(),
        result.klPerUnit().size());
    out.printf(
        Locale.ROOT, "reconstruction  MSE %.5f, PSNR %.2f dB%n", result.mse(), result.psnr());
    if (result.classAccuracy() != null) {
      out.printf(
          Locale.ROOT,
          "class accuracy of the latent mean: nearest neighbours %.1f %%, linear %.1f %%%n",
          100 * result.classAccuracy().nearestNeighbours(),
          100 * result.classAccuracy().logisticProbe());
    }
  }

  private static void row(PrintWriter out, String name, double value, double standardError) {
    out.printf(Locale.ROOT, "%-15s %8.2f ± %.2f%n", name, value, standardError);
  }

  private Vae model(RunFolder folder) throws IOException {
    if (likelihood == null) {
      return folder.model();
    }
    LikelihoodName name = LikelihoodName.named(likelihood);
    return name.over(folder.model(), folder.info().image().size());
  }
}
