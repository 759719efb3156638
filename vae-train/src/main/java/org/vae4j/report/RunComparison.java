package org.vae4j.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;
import org.vae4j.report.chart.LineChart;
import org.vae4j.report.page.Block;
import org.vae4j.report.page.Cell;
import org.vae4j.report.page.Listing;
import org.vae4j.report.page.Page;
import org.vae4j.report.page.Paragraph;
import org.vae4j.report.page.Picture;
import org.vae4j.report.page.Section;
import org.vae4j.report.page.Table;
import org.vae4j.run.MetricsCsv;
import org.vae4j.run.MetricsRow;
import org.vae4j.run.RunFolder;
import org.vae4j.run.RunSummary;
import org.vae4j.settings.CommandLineOfRun;
import org.vae4j.settings.RunInfo;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;

/** Runs side by side, as one HTML page: what differs, what came of it. */
public final class RunComparison {
  private static final int SAMPLES = 50;

  private final List<Run> runs;

  private RunComparison(List<Run> runs) {
    this.runs = runs;
  }

  /** What the page needs of a run. */
  private record Run(
      String name,
      Settings settings,
      LossScale scale,
      RunInfo info,
      List<MetricsRow> history,
      Vae vae,
      Optional<Pictures> pictures) {
    RunSummary summary() {
      return RunSummary.of(settings, history, vae, null);
    }
  }

  /**
   * Writes the page.
   *
   * @param folders of the runs, two or more
   * @throws BadInputException if a run has no checkpoint, or no epoch is complete
   */
  public static void write(List<RunFolder> folders, Path file, DownloadListener downloads)
      throws IOException {
    List<String> names = names(folders);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      RunFolder folder = folders.get(i);
      Settings settings = folder.settings();
      Vae vae = folder.model();
      runs.add(
          new Run(
              names.get(i),
              settings,
              LossScale.of(folder, settings),
              folder.info(),
              MetricsCsv.read(folder.metrics()),
              vae,
              Pictures.canShow(folder, downloads)
                  ? Optional.of(Pictures.of(folder, vae, downloads))
                  : Optional.empty()));
    }
    WholeFile.write(file, new RunComparison(runs).page().html());
  }

  /** The folders' names, or their paths where two have the same name. */
  private static List<String> names(List<RunFolder> folders) {
    List<String> names = folders.stream().map(RunReport::name).toList();
    return Set.copyOf(names).size() == names.size()
        ? names
        : folders.stream().map(folder -> folder.path().toString()).toList();
  }

  private Page page() {
    List<Section> sections = new ArrayList<>();
    Collection<List<Run>> alike =
        runs.stream()
            .collect(Collectors.groupingBy(Run::scale, LinkedHashMap::new, Collectors.toList()))
            .values();
    List<Block> results = new ArrayList<>();
    LossScale.difference(runs.stream().map(Run::scale).toList())
        .map(Paragraph::new)
        .ifPresent(results::add);
    alike.forEach(group -> results.add(losses(group)));
    sections.add(new Section("Result", results));
    for (List<Run> group : alike) {
      sections.add(
          new Section(
              alike.size() == 1 ? "Curves over test" : "Curves over test: " + listed(group),
              List.of(
                  chart(group, "Loss, the negative ELBO (nats)", RunSummary.Loss::loss),
                  chart(group, "Reconstruction (nats)", RunSummary.Loss::reconstruction),
                  chart(group, "KL (nats)", RunSummary.Loss::kl))));
    }
    sections.add(new Section("Settings that differ", List.of(differences())));
    List<Block> samples =
        runs.stream()
            .flatMap(run -> run.pictures().map(pictures -> samples(run, pictures)).stream())
            .toList();
    if (!samples.isEmpty()) {
      sections.add(new Section("Samples", samples));
    }
    sections.add(new Section("Reproduce", runs.stream().map(this::commandLine).toList()));
    return new Page("%d runs".formatted(runs.size()), listed(runs), sections);
  }

  private static String listed(List<Run> group) {
    return group.stream().map(Run::name).collect(Collectors.joining(", "));
  }

  /** A column a run, as in the table of settings: what is compared stands side by side. */
  private static Block losses(List<Run> group) {
    return new Table(
        header("run", group),
        List.of(
            row("test loss", group, run -> Cell.nats(run.summary().test().loss())),
            row("reconstruction", group, run -> Cell.nats(run.summary().test().reconstruction())),
            row("KL", group, run -> Cell.nats(run.summary().test().kl())),
            row("train loss", group, run -> Cell.nats(run.summary().train().loss())),
            row("epochs", group, run -> Cell.of(run.summary().epochs())),
            row("parameters", group, run -> Cell.of((double) run.summary().parameters())),
            row("examples per second", group, run -> Cell.of(run.summary().examplesPerSecond()))));
  }

  private static List<Cell> row(String name, List<Run> group, Function<Run, Cell> cell) {
    return Stream.concat(Stream.of(Cell.of(name)), group.stream().map(cell)).toList();
  }

  private static List<String> header(String rows, List<Run> group) {
    return Stream.concat(Stream.of(rows), group.stream().map(Run::name)).toList();
  }

  /** Each run keeps its colour from chart to chart. */
  private Block chart(List<Run> group, String title, ToDoubleFunction<RunSummary.Loss> term) {
    return new LineChart(
        title,
        "epoch",
        group.stream()
            .map(
                run ->
                    RunReport.curve(
                        run.name(),
                        runs.indexOf(run),
                        run.history(),
                        row -> term.applyAsDouble(row.test())))
            .toList());
  }

  private Block differences() {
    List<Map<String, String>> settings = runs.stream().map(RunComparison::settings).toList();
    Set<String> names = new LinkedHashSet<>();
    settings.forEach(values -> names.addAll(values.keySet()));
    List<List<Cell>> rows = new ArrayList<>();
    for (String name : names) {
      List<String> values = settings.stream().map(run -> run.getOrDefault(name, "none")).toList();
      if (Set.copyOf(values).size() > 1) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(name)));
        values.forEach(value -> row.add(Cell.of(value)));
        rows.add(row);
      }
    }
    return rows.isEmpty() ? new Paragraph("None.") : new Table(header("setting", runs), rows);
  }

  /** With the versions, which may make the difference too. */
  private static Map<String, String> settings(Run run) {
    Map<String, String> flat = new LinkedHashMap<>();
    SettingsFile.sections(run.settings()).values().forEach(flat::putAll);
    run.info().versions().forEach((name, version) -> flat.put("version of " + name, version));
    return flat;
  }

  private static Block samples(Run run, Pictures pictures) {
    return new Picture(
        run.name(),
        "Drawn from the prior: the mean of p(x | z).",
        pictures.samples(SAMPLES, run.settings().training().seed()));
  }

  private Block commandLine(Run run) {
    return new Listing(
        "# %s\n%s".formatted(run.name(), CommandLineOfRun.of(run.settings(), run.info())));
  }
}
