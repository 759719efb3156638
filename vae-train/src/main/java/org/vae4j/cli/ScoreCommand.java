package org.vae4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.model.Vae;
import org.vae4j.run.BadInputException;
import org.vae4j.run.ExampleScores;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import org.vae4j.run.ScoreTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vae score RUN}. */
@Command(
    name = "score",
    description =
        "How odd each example is to a model, as CSV, and how well that tells two sets or classes apart.",
    mixinStandardHelpOptions = true,
    versionProvider = VaeCommand.Version.class)
final class ScoreCommand implements Callable<Integer> {
  @Mixin private RunArgument run;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "the CSV file, replaced")
  private Path out;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "train, validation or test (default: ${DEFAULT-VALUE})")
  private String split;

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
      description = "score the test split of this data set too: AUROC of telling it from the run's")
  private String against;

  @Option(
      names = "--against-data-dir",
      paramLabel = "DIR",
      description = "where the files of that data set lie")
  private Path againstDataDir;

  @Option(
      names = "--odd-class",
      paramLabel = "NAME",
      description = "AUROC of telling this class from the others")
  private String oddClass;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Counts.requirePositive("--samples", samples);
    Counts.requirePositive("--limit", limit);
    if (against == null && againstDataDir != null) {
      throw new BadInputException("--against-data-dir: expected with --against, got it alone");
    }
    if (against != null && oddClass != null) {
      throw new BadInputException("--odd-class: expected none beside --against");
    }
    RunFolder folder = run.open();
    Vae vae = folder.model();
    PrintWriter err = spec.commandLine().getErr();
    DownloadListener downloads = Downloads.progress(err, false);
    Map<String, ImageDataset> parts = new LinkedHashMap<>();
    parts.put(split, RunData.part(folder, split, downloads));
    if (against != null) {
      parts.put(against, RunData.test(against, againstDataDir, downloads));
    }
    Map<String, ExampleScores> sets = new LinkedHashMap<>();
    for (Map.Entry<String, ImageDataset> part : parts.entrySet()) {
      ImageDataset first = limit == null ? part.getValue() : part.getValue().take(limit);
      try (EvaluationProgress progress = EvaluationProgress.on(err, part.getKey())) {
        sets.put(
            part.getKey(),
            ExampleScores.of(
                folder, vae, first, part.getKey(), samples == null ? 0 : samples, progress));
      }
    }
    ScoreTable table = ScoreTable.of(sets);
    Map<String, Double> auroc = auroc(table);
    table.write(out);
    for (Map.Entry<String, Double> area : auroc.entrySet()) {
      spec.commandLine()
          .getOut()
          .printf(Locale.ROOT, "AUROC %-15s %.4f%n", area.getKey(), area.getValue());
    }
    spec.commandLine().getOut().println(out);
    return 0;
  }

  private Map<String, Double> auroc(ScoreTable table) {
    if (against != null) {
      return table.aurocOfSet(against);
    }
    return oddClass == null ? Map.of() : table.aurocOfClass(oddClass);
  }
}
