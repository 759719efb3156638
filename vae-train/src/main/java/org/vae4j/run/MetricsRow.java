package org.vae4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vae4j.loss.LossTerms;
import org.vae4j.train.EpochResult;

/**
 * One epoch in metrics.csv. Numbers are written so that they read back to the bit.
 *
 * @param trainObjective what was minimised, over the epoch's batches
 * @param validation empty without a validation part
 * @param penalty what the penalty of the aggregate posterior added to the objective; empty without
 *     one, and then the row has no cell for it
 */
public record MetricsRow(
    int epoch,
    int iteration,
    double trainObjective,
    RunSummary.Loss train,
    Optional<RunSummary.Loss> validation,
    RunSummary.Loss test,
    double klWeight,
    double learningRate,
    double examplesPerSecond,
    double seconds,
    Optional<Double> penalty) {
  static final String HEADER =
      "epoch,iteration,train_objective,train_loss,train_reconstruction,train_kl,"
          + "validation_loss,validation_reconstruction,validation_kl,"
          + "test_loss,test_reconstruction,test_kl,"
          + "kl_weight,learning_rate,examples_per_second,seconds";

  /** The header of a run with a penalty of the aggregate posterior. */
  static final String HEADER_WITH_PENALTY = HEADER + ",train_penalty";

  private static final int COLUMNS = HEADER.split(",").length;

  static MetricsRow of(EpochResult result) {
    return new MetricsRow(
        result.epoch(),
        result.iteration(),
        result.train().objective(),
        loss(result.train()),
        result.validation().map(MetricsRow::loss),
        loss(result.test().orElseThrow()),
        result.train().klWeight(),
        result.learningRate(),
        result.examplesPerSecond(),
        result.seconds(),
        result.train().penalties().isEmpty()
            ? Optional.empty()
            : Optional.of(result.train().penalty()));
  }

  /** The same for a file whose header has no penalty. */
  MetricsRow withoutPenalty() {
    return new MetricsRow(
        epoch,
        iteration,
        trainObjective,
        train,
        validation,
        test,
        klWeight,
        learningRate,
        examplesPerSecond,
        seconds,
        Optional.empty());
  }

  static RunSummary.Loss loss(LossTerms terms) {
    return new RunSummary.Loss(terms.total(), terms.reconstruction(), terms.kl());
  }

  /**
   * The row that {@link #toLine} wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  static MetricsRow parse(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != COLUMNS && cells.length != COLUMNS + 1) {
      throw new IllegalArgumentException(
          "expected %d columns, or one more, found %d".formatted(COLUMNS, cells.length));
    }
    return new MetricsRow(
        Integer.parseInt(cells[0]),
        Integer.parseInt(cells[1]),
        Double.parseDouble(cells[2]),
        loss(cells, 3),
        cells[6].isEmpty() ? Optional.empty() : Optional.of(loss(cells, 6)),
        loss(cells, 9),
        Double.parseDouble(cells[12]),
        Double.parseDouble(cells[13]),
        Double.parseDouble(cells[14]),
        Double.parseDouble(cells[15]),
        cells.length == COLUMNS
            ? Optional.empty()
            : Optional.of(Double.parseDouble(cells[COLUMNS])));
  }

  private static RunSummary.Loss loss(String[] cells, int from) {
    return new RunSummary.Loss(
        Double.parseDouble(cells[from]),
        Double.parseDouble(cells[from + 1]),
        Double.parseDouble(cells[from + 2]));
  }

  String toLine() {
    List<Object> cells = new ArrayList<>(List.of(epoch, iteration, trainObjective));
    cells.addAll(cells(train));
    cells.addAll(validation.map(MetricsRow::cells).orElse(List.of("", "", "")));
    cells.addAll(cells(test));
    cells.addAll(List.of(klWeight, learningRate, examplesPerSecond, seconds));
    penalty.ifPresent(cells::add);
    return cells.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static List<Object> cells(RunSummary.Loss loss) {
    return List.of(loss.loss(), loss.reconstruction(), loss.kl());
  }
}
