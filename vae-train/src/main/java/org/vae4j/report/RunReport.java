package org.vae4j.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.data.PreparedData;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.OrderedBatches;
import org.vae4j.evaluate.ActiveUnits;
import org.vae4j.evaluate.diagnosis.Diagnosis;
import org.vae4j.evaluate.diagnosis.Finding;
import org.vae4j.model.LatentUnits;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.report.chart.BarChart;
import org.vae4j.report.chart.LineChart;
import org.vae4j.report.chart.LineChart.Curve;
import org.vae4j.report.chart.ScatterChart;
import org.vae4j.report.page.Block;
import org.vae4j.report.page.Cell;
import org.vae4j.report.page.Highlights;
import org.vae4j.report.page.Highlights.Highlight;
import org.vae4j.report.page.Listing;
import org.vae4j.report.page.Page;
import org.vae4j.report.page.Paragraph;
import org.vae4j.report.page.Picture;
import org.vae4j.report.page.Section;
import org.vae4j.report.page.Table;
import org.vae4j.run.MetricsCsv;
import org.vae4j.run.MetricsRow;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import org.vae4j.run.RunSummary;
import org.vae4j.settings.CommandLineOfRun;
import org.vae4j.settings.ConstantNames;
import org.vae4j.settings.RunInfo;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;

/**
 * What there is to see of a run, as one HTML page. All of it comes from the run's files and the
 * model, so that the same run has the same page, to the byte.
 */
public final class RunReport {
  private static final int SAMPLES = 100;
  private static final int RECONSTRUCTIONS = 40;
  private static final int INTERPOLATIONS = 10;
  private static final int STEPS = 10;

  /** Units that are shown, of the highest KL: more would be too small to see. */
  private static final int BARS = 64;

  private static final int TRAVERSED = 12;
  private static final int TRAVERSAL_STEPS = 11;
  private static final int MANIFOLD_SIDE = 15;

  private static final String NO_PRIOR =
      "The prior depends on an input of the network. What takes a prior of its own is left out: KL of each unit, samples, traversals, interpolations.";

  private static final String NO_CLOSED_FORM =
      "The KL divergence is estimated from draws: that of each unit by itself is not known.";

  private final RunFolder folder;
  private final Settings settings;
  private final RunInfo info;
  private final List<MetricsRow> history;
  private final Vae vae;
  private final RunData.Part shown;
  private final Dataset test;
  private final Optional<List<Finding>> findings;
  private final boolean complete;
  private final int activeUnits;

  private RunReport(
      RunFolder folder,
      Vae vae,
      RunData.Part shown,
      Optional<List<Finding>> findings,
      boolean complete)
      throws IOException {
    this.folder = folder;
    this.settings = folder.settings();
    this.info = folder.info();
    this.history = MetricsCsv.read(folder.metrics());
    this.vae = vae;
    this.shown = shown;
    this.test = shown.examples();
    this.findings = findings;
    this.complete = complete;
    this.activeUnits =
        ActiveUnits.count(vae, new OrderedBatches(test, settings.training().batchSize()));
  }

  /**
   * Writes the report of a run.
   *
   * @param shown the examples that latent space and pictures are of
   * @param findings what is wrong with the run; empty where nobody has looked
   * @param complete whether the run has come to its end
   * @throws BadInputException if no epoch is complete
   */
  public static void write(
      RunFolder folder,
      Vae vae,
      RunData.Part shown,
      Optional<List<Finding>> findings,
      boolean complete,
      Path file)
      throws IOException {
    WholeFile.write(file, new RunReport(folder, vae, shown, findings, complete).page().html());
  }

  private Page page() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("Result", result()));
    findings.ifPresent(found -> sections.add(new Section("Findings", paragraphs(found))));
    sections.add(new Section("Curves", curves()));
    EncodedSample view = EncodedSample.of(vae, test, settings.training().seed());
    sections.add(new Section("Latent space", latentSpace(view)));
    sections.add(
        new Section(
            "Pictures",
            PreparedData.areImages(test, settings)
                ? pictures(view)
                : List.of(new Paragraph("None: the examples are rows of numbers, not images."))));
    sections.add(new Section("Settings", settingsTables()));
    sections.add(new Section("Timing", List.of(timing())));
    sections.add(
        new Section("Reproduce", List.of(new Listing(CommandLineOfRun.of(settings, info)))));
    sections.add(new Section("Versions", List.of(versions())));
    return new Page(
        name(folder),
        "%s, %s, %d latent units, seed %d%s"
            .formatted(
                settings.data().dataset(),
                ConstantNames.of(settings.model().architecture()),
                vae.latentSize(),
                settings.training().seed(),
                folder.checkpoint().equals(RunFolder.FINAL)
                    ? ""
                    : ", checkpoint " + folder.checkpoint()),
        sections);
  }

  /** What a run is called on a page: its folder. */
  static String name(RunFolder folder) {
    return folder.path().toAbsolutePath().normalize().getFileName().toString();
  }

  private RunSummary summary() {
    return RunSummary.of(settings, history, vae, null);
  }

  private List<Block> result() {
    List<Block> blocks = new ArrayList<>(List.of(highlights(), losses()));
    if (!complete) {
      blocks.add(
          new Paragraph(
              "This run is not complete: %d of at most %d epochs are done. vae resume goes on with it."
                  .formatted(history.size(), settings.training().epochs())));
    }
    if (!shown.isOwn()) {
      blocks.add(
          new Paragraph(
              "Losses and curves are those of the run's own data. Active units, latent space and pictures are of other data: %s."
                  .formatted(shown.title())));
    }
    return blocks;
  }

  private Block highlights() {
    RunSummary summary = summary();
    return new Highlights(
        List.of(
            new Highlight("test loss", Cell.nats(summary.test().loss()), "nats"),
            new Highlight("reconstruction", Cell.nats(summary.test().reconstruction()), "nats"),
            new Highlight("KL", Cell.nats(summary.test().kl()), "nats"),
            new Highlight(
                "active units",
                Cell.of(activeUnits),
                "of %d%s".formatted(vae.latentSize(), shown.isOwn() ? "" : ", other data")),
            epochs(),
            new Highlight("parameters", Cell.of((double) summary.parameters()), ""),
            new Highlight("trained in", Cell.of(duration(seconds())), "")));
  }

  private static List<Block> paragraphs(List<Finding> findings) {
    if (findings.isEmpty()) {
      return List.of(new Paragraph(Diagnosis.NOTHING_FOUND));
    }
    return findings.stream()
        .<Block>map(
            finding ->
                new Paragraph(
                    "%s: %s. To try: %s."
                        .formatted(
                            finding.name(),
                            finding.evidence(),
                            String.join("; or ", finding.advice()))))
        .toList();
  }

  /** Of a model of an earlier epoch than the last, which epoch that is. */
  private Highlight epochs() {
    int own = modelEpoch().epoch();
    return own == history.size()
        ? new Highlight("epochs", Cell.of(own), "of " + settings.training().epochs())
        : new Highlight("epoch", Cell.of(own), "of " + history.size());
  }

  private MetricsRow modelEpoch() {
    return RunSummary.rowOf(history, vae);
  }

  private Block losses() {
    MetricsRow row = modelEpoch();
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(lossRow("train", row.train()));
    row.validation().ifPresent(loss -> rows.add(lossRow("validation", loss)));
    rows.add(lossRow("test", row.test()));
    return new Table(List.of("nats per example", "loss", "reconstruction", "KL"), rows);
  }

  private static List<Cell> lossRow(String name, RunSummary.Loss loss) {
    return List.of(
        Cell.of(name),
        Cell.nats(loss.loss()),
        Cell.nats(loss.reconstruction()),
        Cell.nats(loss.kl()));
  }

  private List<Block> curves() {
    List<Block> charts = new ArrayList<>();
    charts.add(lossChart("Loss, the negative ELBO (nats)", RunSummary.Loss::loss));
    charts.add(lossChart("Reconstruction (nats)", RunSummary.Loss::reconstruction));
    charts.add(lossChart("KL (nats)", RunSummary.Loss::kl));
    if (history.stream().anyMatch(row -> row.trainObjective() != row.train().loss())) {
      charts.add(chart("Objective, what was minimised (nats)", MetricsRow::trainObjective));
    }
    if (last().penalty().isPresent()) {
      charts.add(
          chart(
              "Penalty, %s, as it counts in the objective"
                  .formatted(ConstantNames.of(settings.loss().penalty())),
              row -> row.penalty().orElseThrow()));
    }
    if (varies(MetricsRow::klWeight)) {
      charts.add(chart("KL weight", MetricsRow::klWeight));
    }
    if (varies(MetricsRow::learningRate)) {
      charts.add(chart("Learning rate", MetricsRow::learningRate));
    }
    return charts;
  }

  private boolean varies(ToDoubleFunction<MetricsRow> value) {
    return history.stream().mapToDouble(value).distinct().count() > 1;
  }

  private Block lossChart(String title, ToDoubleFunction<RunSummary.Loss> term) {
    List<Curve> curves = new ArrayList<>();
    curves.add(curve("train", 0, history, row -> term.applyAsDouble(row.train())));
    if (last().validation().isPresent()) {
      curves.add(
          curve(
              "validation", 2, history, row -> term.applyAsDouble(row.validation().orElseThrow())));
    }
    curves.add(curve("test", 1, history, row -> term.applyAsDouble(row.test())));
    return new LineChart(title, "epoch", curves);
  }

  private Block chart(String title, ToDoubleFunction<MetricsRow> value) {
    return new LineChart(title, "epoch", List.of(curve("train", 0, history, value)));
  }

  static Curve curve(
      String name, int colour, List<MetricsRow> history, ToDoubleFunction<MetricsRow> value) {
    return new Curve(
        name,
        colour,
        false,
        history.stream().map(row -> (double) row.epoch()).toList(),
        history.stream().mapToDouble(value).boxed().toList());
  }

  private List<Block> latentSpace(EncodedSample view) {
    List<Block> blocks = new ArrayList<>();
    List<Integer> units = view.units(BARS);
    blocks.add(
        view.posteriors().klPerUnit().isEmpty()
            ? new Paragraph(vae.hasPriorOfItsOwn() ? NO_CLOSED_FORM : NO_PRIOR)
            : klPerUnit(view, units));
    if (vae.latentSize() >= 2 && view.examples().size() >= 2) {
      blocks.add(scatter(view, units));
    }
    return blocks;
  }

  private Block klPerUnit(EncodedSample view, List<Integer> units) {
    List<Double> kl = view.posteriors().klPerUnit();
    return new BarChart(
        "KL of each latent unit (nats)",
        "By falling KL, over %s. %d of %d units are active: over %s, the variance of their posterior mean is above %s."
            .formatted(
                seen(view),
                activeUnits,
                vae.latentSize(),
                shown.title(),
                ActiveUnits.ACTIVE_VARIANCE),
        "latent unit",
        LatentUnits.names(units),
        units.stream().map(kl::get).toList());
  }

  private Block scatter(EncodedSample view, List<Integer> units) {
    String title = "Where the examples lie";
    String caption = "Means of the posteriors of %s.";
    INDArray means = view.posteriors().means();
    String x = LatentUnits.name(0);
    String y = LatentUnits.name(1);
    if (vae.latentSize() > 2) {
      int[] chosen = units.stream().mapToInt(Integer::intValue).sorted().toArray();
      PrincipalComponents plane = PrincipalComponents.of(means.getColumns(chosen));
      means = plane.points();
      x = "first principal component, " + percent(plane.explained().getDouble(0));
      y = "second principal component, " + percent(plane.explained().getDouble(1));
    }
    return new ScatterChart(
        title,
        caption.formatted(seen(view)),
        x,
        y,
        means,
        view.examples().hasLabels()
            ? Arrays.stream(view.examples().labels()).boxed().toList()
            : List.of(),
        view.examples().classNames());
  }

  private String seen(EncodedSample view) {
    int seen = view.examples().size();
    return (seen < test.size() ? "%,d of the %,d" : "the %,d").formatted(seen, test.size())
        + " examples of "
        + shown.title();
  }

  private static String percent(double part) {
    return Math.round(100 * part) + " % of the variance";
  }

  private List<Block> pictures(EncodedSample view) {
    Pictures pictures = new Pictures(vae, test);
    long seed = settings.training().seed();
    List<Block> blocks = new ArrayList<>();
    if (vae.hasPriorOfItsOwn()) {
      blocks.add(
          new Picture(
              "Samples",
              "Drawn from the prior: the mean of p(x | z).",
              pictures.samples(SAMPLES, seed)));
    }
    blocks.add(
        new Picture(
            "Reconstructions",
            "Examples of %s, and below each what encoder and decoder make of it."
                .formatted(shown.title()),
            pictures.reconstructions(test, RECONSTRUCTIONS, seed)));
    if (vae.hasPriorOfItsOwn()) {
      blocks.addAll(walks(pictures, view));
    }
    return blocks;
  }

  /** What the decoder makes of places in the latent space that are chosen, not drawn. */
  private List<Block> walks(Pictures pictures, EncodedSample view) {
    List<Integer> units = view.units(TRAVERSED);
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Picture(
            "Traversals",
            "One unit a row, from −3 to 3 standard deviations of the prior, the others at its mean."
                + " From the top, by falling KL: "
                + String.join(", ", LatentUnits.names(units))
                + ".",
            pictures.traversal(units, TRAVERSAL_STEPS)));
    blocks.add(
        new Picture(
            "Interpolations",
            "Between the codes of two examples of %s, along an arc about the prior's mean."
                .formatted(shown.title()),
            pictures.interpolations(
                LatentPairs.drawn(vae, test, INTERPOLATIONS, settings.training().seed()),
                InterpolationPath.SPHERICAL,
                STEPS)));
    if (vae.latentSize() == 2) {
      blocks.add(
          new Picture(
              "Manifold",
              "The latent plane in cells of equal probability: z1 to the right, z2 upwards.",
              pictures.manifold(MANIFOLD_SIDE)));
    }
    return blocks;
  }

  private List<Block> settingsTables() {
    return SettingsFile.sections(settings).entrySet().stream()
        .map(section -> (Block) new Table(List.of(section.getKey(), ""), rows(section.getValue())))
        .toList();
  }

  private static List<List<Cell>> rows(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> List.of(Cell.of(entry.getKey()), Cell.of(entry.getValue())))
        .toList();
  }

  private Block timing() {
    return Table.of(
        List.of(
            List.of(
                Cell.of("training, without scoring what is held out"),
                Cell.of(duration(seconds()))),
            List.of(Cell.of("seconds per epoch"), Cell.of(seconds() / history.size())),
            List.of(Cell.of("examples per second"), Cell.of(summary().examplesPerSecond()))));
  }

  private Block versions() {
    return Table.of(rows(info.versions()));
  }

  private double seconds() {
    return history.stream().mapToDouble(MetricsRow::seconds).sum();
  }

  /** Hours, minutes and seconds, as far as they count. */
  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return Math.round(10 * seconds) / 10.0 + " s";
    }
    return whole < 3600
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3600, whole / 60 % 60);
  }

  private MetricsRow last() {
    return history.get(history.size() - 1);
  }
}
