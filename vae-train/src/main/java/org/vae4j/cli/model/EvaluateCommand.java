package org.vae4j.cli.model;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.vae4j.cli.terminal.Counts;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.cli.terminal.EvaluationProgress;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.datasets.Dataset;
import org.vae4j.evaluate.ClassAccuracy;
import org.vae4j.evaluate.ElboTerms;
import org.vae4j.model.Vae;
import org.vae4j.run.RunData;
import org.vae4j.run.RunEvaluation;
import org.vae4j.run.RunFolder;
import org.vae4j.settings.LikelihoodName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae evaluate RUN}. */
@Command(
    name = "evaluate",
    description =
        "How good a model is: the terms of its loss, its marginal likelihood, its active units.")
public final class EvaluateCommand extends Subcommand {
  @Mixin private ModelArgument run;

  @Mixin private SplitOption split;

  @Option(
      names = "--likelihood",
      paramLabel = "NAME",
      description =
          "score under another likelihood than the run's own; it must need as many outputs of the decoder (default: the run's own)")
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

  @Override
  public Integer call() throws Exception {
    Counts.requirePositive("--samples", samples);
    Counts.requirePositive("--limit", limit);
    Optional<LikelihoodName> other = Optional.ofNullable(likelihood).map(LikelihoodName::named);
    RunFolder folder = split.of(run.open());
    Vae own = folder.model();
    RunData.Part part = split.load(folder, Downloads.progress(err(), json));
    Vae vae = other.map(name -> name.over(own, part.examples())).orElse(own);
    Dataset first = limit == null ? part.examples() : part.examples().take(limit);
    RunEvaluation result;
    try (EvaluationProgress progress = new EvaluationProgress(err(), "importance sampling")) {
      result =
          RunEvaluation.of(
              folder, vae, first, part.name(), samples == null ? 0 : samples, progress);
    }
    if (json) {
      out().println(result.toJson());
    } else {
      print(out(), result, vae.latentSize());
    }
    if (result.nll() != null && result.nll().needsMoreDraws()) {
      err().println(loose(result.nll()));
    }
    return 0;
  }

  private static void print(PrintWriter out, RunEvaluation result, int latentSize) {
    out.printf(
        Locale.ROOT,
        "%s, %,d examples, %s, nats per example ± standard error%n",
        result.split(),
        result.n(),
        result.checkpoint());
    row(out, "loss", result.loss(), result.standardErrors().loss());
    row(out, "reconstruction", result.reconstruction(), result.standardErrors().reconstruction());
    row(out, "KL", result.kl(), result.standardErrors().kl());
    if (result.elboTerms() != null) {
      print(out, result.elboTerms());
    }
    if (result.nll() != null) {
      row(
          out,
          "NLL, K = " + result.nll().samples(),
          result.nll().value(),
          result.nll().standardError());
      out.printf(
          Locale.ROOT,
          "  effective K   %8.1f, the draws' worth%n",
          result.nll().effectiveSampleSize());
    }
    if (result.dataUnits().loss() != result.loss()) {
      row(out, "in data units", result.dataUnits().loss(), result.standardErrors().loss());
      if (result.nll() != null) {
        row(out, "  NLL", result.dataUnits().nll().value(), result.nll().standardError());
      }
    }
    if (result.bitsPerDimension() != null) {
      out.printf(Locale.ROOT, "bits/dimension  %8.3f%n", result.bitsPerDimension());
    }
    out.printf(Locale.ROOT, "active units    %5d of %d%n", result.activeUnits(), latentSize);
    out.printf(Locale.ROOT, "reconstruction  MSE %.5f%s%n", result.mse(), psnr(result.psnr()));
    if (result.classAccuracy() != null) {
      print(out, result.classAccuracy());
    } else if (result.noClassAccuracy() != null) {
      out.printf("class accuracy of the latent mean: none, %s%n", result.noClassAccuracy());
    }
  }

  private static void print(PrintWriter out, ElboTerms terms) {
    out.printf(
        Locale.ROOT,
        "  I(x; z)       %8.2f ± %.2f, at most log %,d = %.2f%n",
        terms.mutualInformation().value(),
        terms.mutualInformation().standardError(),
        terms.examples(),
        Math.log(terms.examples()));
    if (terms.reachesBound()) {
      out.println("  too few examples to take the KL apart: I(x; z) is at its bound");
      return;
    }
    row(out, "  aggregate KL", terms.aggregateKl().value(), terms.aggregateKl().standardError());
    if (terms.totalCorrelation() != null) {
      out.printf(
          Locale.ROOT,
          "  of it         %8.2f ± %.2f total correlation",
          terms.totalCorrelation().value(),
          terms.totalCorrelation().standardError());
      out.println(
          terms.dimensionWiseKl() == null
              ? ""
              : String.format(
                  Locale.ROOT,
                  ", %.2f ± %.2f unit by unit",
                  terms.dimensionWiseKl().value(),
                  terms.dimensionWiseKl().standardError()));
    }
  }

  private static String loose(RunEvaluation.MarginalNll nll) {
    return String.format(
        Locale.ROOT,
        "warning: the NLL is loose, by %.1f nats or more: of %,d draws for each example only %.1f count; to try: --samples %d",
        nll.gap(),
        nll.samples(),
        nll.effectiveSampleSize(),
        10L * nll.samples());
  }

  private static void print(PrintWriter out, ClassAccuracy accuracy) {
    out.printf(
        Locale.ROOT,
        "class accuracy of the latent mean, of %,d asked: nearest neighbours %.1f ± %.1f %%, linear %.1f ± %.1f %%%n",
        accuracy.n(),
        100 * accuracy.nearestNeighbours(),
        100 * accuracy.standardErrors().nearestNeighbours(),
        100 * accuracy.logisticProbe(),
        100 * accuracy.standardErrors().logisticProbe());
  }

  private static void row(PrintWriter out, String name, double value, double standardError) {
    out.printf(Locale.ROOT, "%-15s %8.2f ± %.2f%n", name, value, standardError);
  }

  /** Nothing for what is no image, or not in [0, 1]. */
  private static String psnr(double psnr) {
    if (Double.isNaN(psnr)) {
      return "";
    }
    return Double.isInfinite(psnr)
        ? ", PSNR infinite"
        : String.format(Locale.ROOT, ", PSNR %.2f dB", psnr);
  }
}
