package org.vae4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.datasets.Dataset;
import org.vae4j.evaluate.Auroc;
import org.vae4j.evaluate.ExampleScores;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.refusal.BadInputException;

/**
 * The scores of one set or two, row by row, and how well each score tells the odd rows from the
 * usual.
 */
public final class ScoreTable {
  private record Row(
      String set, int index, int stored, String label, ExampleTerms terms, double nll) {}

  private final List<Row> rows;
  private final boolean hasRows;
  private final boolean hasNll;

  private ScoreTable(List<Row> rows, boolean hasRows, boolean hasNll) {
    this.rows = rows;
    this.hasRows = hasRows;
    this.hasNll = hasNll;
  }

  /**
   * The table of sets.
   *
   * @param sets by name, in order; all with a marginal likelihood or none
   */
  public static ScoreTable of(Map<String, ExampleScores> sets) {
    List<Row> rows =
        sets.entrySet().stream()
            .flatMap(
                set ->
                    IntStream.range(0, set.getValue().part().size())
                        .mapToObj(i -> row(set.getKey(), set.getValue(), i)))
            .toList();
    boolean hasNll = sets.values().stream().noneMatch(set -> set.nlls().isEmpty());
    boolean hasRows = sets.values().stream().anyMatch(set -> !set.part().isInStoredOrder());
    return new ScoreTable(rows, hasRows, hasNll);
  }

  /**
   * Refuses a class that {@link #aurocOfClass} could not tell from others.
   *
   * @param part what is to be scored
   * @throws BadInputException if it has no labels, no example of that class, or no other
   */
  public static void requireClass(Dataset part, String odd) {
    if (!part.hasLabels()) {
      throw new BadInputException(
          "--odd-class: expected data with labels, got %s, which has none".formatted(part.name()));
    }
    int wanted = part.classNames().indexOf(odd);
    int[] labels = part.labels();
    long count = Arrays.stream(labels).filter(label -> label == wanted).count();
    if (count == 0 || count == labels.length) {
      throw new BadInputException(
          "--odd-class: expected a class of some examples and not of all, out of %s; got '%s' of %d in %d"
              .formatted(String.join(", ", part.classNames()), odd, count, labels.length));
    }
  }

  private static Row row(String name, ExampleScores set, int i) {
    double nll = set.nlls().isEmpty() ? Double.NaN : set.nlls().get(i);
    return new Row(name, i, set.part().row(i), set.labelOf(i), set.terms().get(i), nll);
  }

  /**
   * AUROC of each score, those of another set being the odd ones.
   *
   * @param odd the name of that set
   */
  public Map<String, Double> aurocOfSet(String odd) {
    return auroc(row -> row.set().equals(odd));
  }

  /**
   * AUROC of each score, the examples of a class being the odd ones.
   *
   * @param odd a class that {@link #requireClass} lets pass
   */
  public Map<String, Double> aurocOfClass(String odd) {
    return auroc(row -> row.label().equals(odd));
  }

  private Map<String, Double> auroc(Predicate<Row> odd) {
    Map<String, Double> areas = new LinkedHashMap<>();
    areas.put("negative_elbo", auroc(odd, row -> row.terms().total()));
    areas.put("reconstruction", auroc(odd, row -> row.terms().reconstruction()));
    areas.put("kl", auroc(odd, row -> row.terms().kl()));
    if (hasNll) {
      areas.put("nll", auroc(odd, Row::nll));
    }
    return areas;
  }

  private double auroc(Predicate<Row> odd, ToDoubleFunction<Row> score) {
    return Auroc.of(
        rows.stream().filter(odd.negate()).mapToDouble(score).toArray(),
        rows.stream().filter(odd).mapToDouble(score).toArray());
  }

  /**
   * Writes a row for each example, with its row in the stored set where that is another number; the
   * nll is empty where it was not asked for.
   */
  public void write(Path file) throws IOException {
    StringBuilder csv = new StringBuilder(hasRows ? "set,index,row" : "set,index");
    csv.append(",label,negative_elbo,reconstruction,kl,nll\n");
    for (Row row : rows) {
      csv.append(CsvField.of(row.set())).append(',');
      csv.append(row.index()).append(',');
      csv.append(hasRows ? row.stored() + "," : "");
      csv.append(CsvField.of(row.label())).append(',');
      csv.append(row.terms().total()).append(',');
      csv.append(row.terms().reconstruction()).append(',');
      csv.append(row.terms().kl()).append(',');
      csv.append(hasNll ? Double.toString(row.nll()) : "").append('\n');
    }
    WholeFile.write(file, csv.toString());
  }
}
