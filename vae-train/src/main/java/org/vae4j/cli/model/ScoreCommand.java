package org.vae4j.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.cli.terminal.Counts;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.cli.terminal.EvaluationProgress;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.data.ComparisonSet;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.evaluate.ExampleScores;
import org.vae4j.export.ScoreTable;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.run.RunData;
import org.vae4j.run.RunEvaluation;
import org.vae4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae score RUN}. */
@Command(
    name = "score",
    description =
        "How odd each example is to a model, as CSV, and how well that tells two sets or classes apart.")
public final class ScoreCommand extends Subcommand {
  @Mixin private ModelArgument run;

  @Mixin private SplitOption split;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "the CSV file, replaced")
  private Path out;

  @Option(
      names = "--samples",
      paramLabel = "K",
      description =
          "score -log p(x) by importance sampling with K draws, too (default: not at all)")
  private Integer samples;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "the first N examples of each set (default: all)")
  private Integer limit;

  @Option(
      names = "--against",
      paramLabel = "DATASET",
      description =
          "score the test split of this data set too, or a file of your own (idx, csv, images, npy, amat), prepared as"
              + " the run's own data: AUROC of telling the two apart")
  private String against;

  @Option(
      names = "--against-data-dir",
      paramLabel = "DIR",
      description = "where the files of that data set lie")
  private Path againstDataDir;

  @Option(
      names = "--against-images",
      paramLabel = "FILE",
      description =
          "that file, for images a folder; read as the run's own where those are such too")
  private Path againstImages;

  @Option(
      names = "--against-labels",
      paramLabel = "FILE",
      description = "its labels, optional (idx, npy)")
  private Path againstLabels;

  @Option(
      names = "--odd-class",
      paramLabel = "NAME",
      description = "AUROC of telling this class from the others")
  private String oddClass;

  @Override
  public Integer call() throws Exception {
    Counts.requirePositive("--samples", samples);
    Counts.requirePositive("--limit", limit);
    requireAgainst("--against-data-dir", againstDataDir);
    requireAgainst("--against-images", againstImages);
    requireAgainst("--against-labels", againstLabels);
    if (against != null && oddClass != null) {
      throw new BadInputException("--odd-class: expected none beside --against");
    }
    WholeFile.requirePlace(out);
    ComparisonSet other =
        against == null
            ? null
            : new ComparisonSet(against, againstDataDir, againstImages, againstLabels);
    RunFolder folder = split.of(run.open());
    PrintWriter err = err();
    DownloadListener downloads = Downloads.progress(err, false);
    Map<String, Dataset> parts = new LinkedHashMap<>();
    RunData.Part part = split.load(folder, downloads);
    Dataset own = part.examples();
    if (oddClass != null) {
      ScoreTable.requireClass(first(own), oddClass);
    }
    parts.put(part.name(), own);
    if (other != null) {
      parts.put(against, other.load(folder.settingsAtPlace(), own, downloads));
    }
    Vae vae = folder.model();
    Map<String, ExampleScores> sets = new LinkedHashMap<>();
    for (Map.Entry<String, Dataset> set : parts.entrySet()) {
      try (EvaluationProgress progress = new EvaluationProgress(err, set.getKey())) {
        sets.put(
            set.getKey(),
            RunEvaluation.scores(
                folder,
                vae,
                first(set.getValue()),
                set.getKey(),
                samples == null ? 0 : samples,
                progress));
      }
    }
    ScoreTable table = ScoreTable.of(sets);
    table.write(out);
    for (Map.Entry<String, Double> area : auroc(table).entrySet()) {
      out().printf(Locale.ROOT, "AUROC %-15s %.4f%n", area.getKey(), area.getValue());
    }
    out().println(out);
    return 0;
  }

  private void requireAgainst(String option, Path given) {
    if (against == null && given != null) {
      throw new BadInputException(option + ": expected with --against, got it alone");
    }
  }

  private Dataset first(Dataset part) {
    return limit == null ? part : part.take(limit);
  }

  private Map<String, Double> auroc(ScoreTable table) {
    if (against != null) {
      return table.aurocOfSet(against);
    }
    return oddClass == null ? Map.of() : table.aurocOfClass(oddClass);
  }
}
