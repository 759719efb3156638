package org.vae4j.cli.datasets;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.vae4j.cli.terminal.Downloads;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.FeatureStatistics;
import org.vae4j.datasets.registry.Datasets;
import org.vae4j.refusal.BadInputException;
import org.vae4j.report.ExamplesByClass;
import org.vae4j.report.picture.Fonts;
import org.vae4j.report.picture.PictureFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae datasets show NAME}. */
@Command(
    name = "show",
    description = "Draws examples of each class and prints what the set is made of.")
final class DatasetsShowCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "one of 'vae datasets'")
  private String name;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the picture (default: NAME.png, replaced)")
  private Path out;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "12",
      description = "examples of each class (default: ${DEFAULT-VALUE})")
  private int count;

  @Mixin private DataDirOption data;

  @Override
  public Integer call() throws Exception {
    if (out != null) {
      PictureFile.requireEnding("--out", out);
    }
    if (count < 1) {
      throw new BadInputException("--count: expected at least 1, got " + count);
    }
    PrintWriter err = err();
    DatasetSplits splits =
        Datasets.standard().load(name, data.request().telling(Downloads.progress(err, false)));
    PrintWriter output = out();
    Dataset train = splits.train();
    FeatureStatistics ofTrain = FeatureStatistics.of(train);
    if (!ExamplesByClass.canShow(train)) {
      print(output, train, splits.test(), ofTrain);
      err.println("no picture: the examples of %s are no images".formatted(name));
      return 0;
    }
    Path file = out == null ? Path.of(name + ".png") : out;
    PictureFile.write(ExamplesByClass.of(train, count, ofTrain.min(), ofTrain.max()), file);
    if (train.hasLabels() && !Fonts.available()) {
      err.println("this machine has no fonts: the picture is without the classes' names");
    }
    print(output, train, splits.test(), ofTrain);
    if (!train.hasPixels()) {
      output.printf("black is %s, white %s%n", number(ofTrain.min()), number(ofTrain.max()));
    }
    output.println(file);
    return 0;
  }

  private static void print(
      PrintWriter out, Dataset train, Dataset test, FeatureStatistics ofTrain) {
    List<String> names = train.classNames();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    String row = "%-" + Math.max(width, "deviation".length()) + "s  %9s  %9s%n";
    out.printf(row, train.shape(), "train", "test");
    long[] trainCounts = counts(train);
    long[] testCounts = counts(test);
    for (int label = 0; label < names.size(); label++) {
      out.printf(row, names.get(label), trainCounts[label], testCounts[label]);
    }
    out.printf(row, "all", train.size(), test.size());
    FeatureStatistics ofTest = FeatureStatistics.of(test);
    out.println();
    if (train.hasPixels()) {
      printPixels(out, row, train.levels() - 1, ofTrain, ofTest);
    } else {
      out.printf(row, "values", "train", "test");
      out.printf(row, "smallest", number(ofTrain.min()), number(ofTest.min()));
      out.printf(row, "largest", number(ofTrain.max()), number(ofTest.max()));
      out.printf(row, "mean", number(ofTrain.mean()), number(ofTest.mean()));
      out.printf(row, "deviation", number(ofTrain.stdDev()), number(ofTest.stdDev()));
    }
    out.println();
  }

  private static void printPixels(
      PrintWriter out,
      String row,
      int highest,
      FeatureStatistics ofTrain,
      FeatureStatistics ofTest) {
    out.printf(row, "pixels", "train", "test");
    out.printf(row, "smallest", (int) ofTrain.min(), (int) ofTest.min());
    out.printf(row, "largest", (int) ofTrain.max(), (int) ofTest.max());
    out.printf(row, "mean", decimals(ofTrain.mean()), decimals(ofTest.mean()));
    out.printf(row, "deviation", decimals(ofTrain.stdDev()), decimals(ofTest.stdDev()));
    out.println("divided by " + highest + ", as in training");
    out.printf(row, "mean", scaled(ofTrain.mean() / highest), scaled(ofTest.mean() / highest));
    out.printf(
        row, "deviation", scaled(ofTrain.stdDev() / highest), scaled(ofTest.stdDev() / highest));
  }

  private static long[] counts(Dataset part) {
    long[] counts = new long[part.classNames().size()];
    if (part.hasLabels()) {
      for (int label : part.labels()) {
        counts[label]++;
      }
    }
    return counts;
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** Of any size: five digits. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }

  private static String scaled(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
