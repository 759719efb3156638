package org.vae4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vae4j.loss.LossTerms;
import org.vae4j.train.EpochResult;
import org.vae4j.train.TrainingListener;

/** One row an epoch. Numbers are written so that they read back to the bit. */
final class MetricsCsv implements TrainingListener {
  private static final String HEADER =
      "epoch,iteration,train_objective,train_loss,train_reconstruction,train_kl,"
          + "validation_loss,validation_reconstruction,validation_kl,"
          + "test_loss,test_reconstruction,test_kl,"
          + "kl_weight,learning_rate,examples_per_second,seconds";

  private final Path file;

  MetricsCsv(Path file) throws IOException {
    this.file = file;
    Files.writeString(file, HEADER + "\n");
  }

  @Override
  public void epochDone(EpochResult result) {
    List<Object> row = new ArrayList<>();
    row.add(result.epoch());
    row.add(result.iteration());
    row.add(result.train().objective());
    row.addAll(terms(Optional.of(result.train())));
    row.addAll(terms(result.validation()));
    row.addAll(terms(Optional.of(result.test())));
    row.add(result.train().klWeight());
    row.add(result.learningRate());
    row.add(result.examplesPerSecond());
    row.add(result.seconds());
    String line = row.stream().map(Object::toString).collect(Collectors.joining(",", "", "\n"));
    try {
      Files.writeString(file, line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Object> terms(Optional<LossTerms> loss) {
    return loss.<List<Object>>map(
            terms -> List.of(terms.total(), terms.reconstruction(), terms.kl()))
        .orElse(List.of("", "", ""));
  }
}
