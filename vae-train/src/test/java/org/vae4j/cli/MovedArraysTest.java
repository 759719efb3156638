package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.DatasetFiles;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.drawn.Digits;

/** Arrays whose labels lie in files of their own, moved, and others in their place. */
@Tag("stress") // many seconds of runs or networks
class MovedArraysTest {
  @TempDir private Path folder;

  private static String done(Object... words) {
    CommandRun result = CommandRun.of(words);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  private static String refused(Object... words) {
    CommandRun result = CommandRun.of(words);
    assertThat(result.exitCode()).as(result.out()).isEqualTo(2);
    return result.err();
  }

  private static JsonNode evaluated(Path run, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("evaluate", run, "--json"));
    words.addAll(List.of(more));
    return new ObjectMapper().readTree(done(words.toArray()));
  }

  private Path array(String name, int seed, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = random.doubles(6L * rows).toArray();
    Nd4j.writeAsNumpy(Nd4j.createFromArray(values).reshape(rows, 6), folder.resolve(name).toFile());
    return folder.resolve(name);
  }

  private Path labels(String name, int rows) throws IOException {
    int[] classes = new int[rows];
    for (int i = 0; i < rows; i++) {
      classes[i] = i % 2;
    }
    Nd4j.writeAsNumpy(Nd4j.createFromArray(classes), folder.resolve(name).toFile());
    return folder.resolve(name);
  }

  private Path trained(Object... data) {
    Path run = folder.resolve("run");
    List<Object> words = new ArrayList<>(List.of("train", "--run-dir", run, "--quiet"));
    words.addAll(List.of("--epochs", 1, "--hidden", 6, "--latent", 2));
    words.addAll(List.of(data));
    done(words.toArray());
    return run;
  }

  private Path trainedOnArrays() throws IOException {
    return trained(
        "--dataset",
        "npy",
        "--train-images",
        array("x.npy", 1, 120),
        "--train-labels",
        labels("y.npy", 120),
        "--test-size",
        30,
        "--image-size",
        "2x3");
  }

  private List<String> encoded(Path run, Object... more) throws IOException {
    Path codes = folder.resolve("z.csv");
    List<Object> words = new ArrayList<>(List.of("encode", run, "--out", codes));
    words.addAll(List.of(more));
    done(words.toArray());
    return Files.readAllLines(codes);
  }

  /** As many examples as the run's own, and more. */
  @Test
  void otherArraysGetNoLabelsOfTheRunsOwn() throws IOException {
    Path run = trainedOnArrays();
    for (int rows : new int[] {120, 50}) {
      Path array = array("other" + rows + ".npy", 2, rows);
      assertThat(encoded(run, "--data", array)).hasSize(1 + rows).startsWith("index,z1,z2");
      assertThat(evaluated(run, "--data", array).has("classAccuracy")).isFalse();
      assertThat(
              refused(
                  "score",
                  run,
                  "--data",
                  array,
                  "--odd-class",
                  1,
                  "--out",
                  folder.resolve("s.csv")))
          .contains("--odd-class: expected data with labels, got " + array);
      assertThat(encoded(run, "--data", array, "--train-labels", labels("o.npy", rows)))
          .startsWith("index,label,z1,z2");
    }
    Path other = folder.resolve("other50.npy");
    Path pictures = run.resolve("images/reconstructions.png");
    byte[] own = Files.readAllBytes(pictures);
    assertThat(refused("reconstruct", run, "--data", other))
        .contains("--out: expected a file, as the data are not the run's own (" + other);
    assertThat(pictures).hasBinaryContent(own);
    done("reconstruct", run, "--data", other, "--out", folder.resolve("r.png"));
    done("reconstruct", run, "--data", folder.resolve("x.npy"));
    Files.delete(folder.resolve("y.npy"));
    assertThat(encoded(run, "--data", other)).startsWith("index,z1,z2");
    Files.writeString(folder.resolve("y.npy"), "another thing by now");
    assertThat(encoded(run, "--data", other)).startsWith("index,z1,z2");
  }

  @Test
  void ownArraysAreKnownWithTheirLabels() throws IOException {
    Path run = trainedOnArrays();
    JsonNode before = evaluated(run);
    Path moved = Files.createDirectory(folder.resolve("moved"));
    Path x = Files.move(folder.resolve("x.npy"), moved.resolve("x.npy"));
    assertThat(refused("evaluate", run))
        .contains("x.npy: expected a readable file, found none (--data PATH says where they are");
    assertThat(evaluated(run, "--data", x)).isEqualTo(before);
    assertThat(encoded(run, "--data", x)).startsWith("index,row,label,z1,z2");
    Files.move(folder.resolve("y.npy"), moved.resolve("y.npy"));
    assertThat(evaluated(run, "--data", moved)).isEqualTo(before);
    done("resume", run, "--epochs", 2, "--data", moved, "--quiet");
    assertThat(run.resolve("config.yaml"))
        .content()
        .contains(x.toString(), moved.resolve("y.npy").toString());
    evaluated(run);
  }

  private DatasetFiles digits() throws IOException {
    DatasetSplits digits = Digits.generate(Digits.STANDARD_SEED);
    return new DatasetFiles(
        folder, DatasetSplits.of(digits.train().take(200), digits.test().take(80)));
  }

  private Path trained(Map<String, String> files) {
    List<Object> words = new ArrayList<>();
    files.forEach(
        (name, value) -> {
          words.add("--" + name);
          words.add(value);
        });
    return trained(words.toArray());
  }

  @Test
  void anNpzFileMovesWithAllItsArrays() throws IOException {
    Path run = trained(digits().npz());
    JsonNode before = evaluated(run);
    assertThat(before.has("classAccuracy")).isTrue();
    Path moved = folder.resolve("moved.npz");
    Files.move(folder.resolve("all.npz"), moved);
    assertThat(evaluated(run, "--data", moved)).isEqualTo(before);
    // One array by its name: a file of unknown labels, but for the digest.
    assertThat(evaluated(run, "--data", moved + "#x_test").path("loss")).isNotNull();
    done("resume", run, "--epochs", 2, "--data", moved, "--quiet");
    assertThat(run.resolve("config.yaml")).content().contains(moved + "#y_test");
  }

  @Test
  void theLabelsInAnNpzFileAreItsOwn() throws IOException {
    Map<String, String> files = digits().npz();
    files.remove("test-images");
    files.remove("test-labels");
    files.put("test-size", "40");
    Path run = trained(files);
    JsonNode before = evaluated(run);
    Path moved = folder.resolve("moved.npz");
    Files.move(folder.resolve("all.npz"), moved);
    assertThat(evaluated(run, "--data", moved)).isEqualTo(before);
    assertThat(encoded(run, "--data", moved + "#x_test").get(0)).startsWith("index,z1");
    assertThat(refused("evaluate", run, "--data", moved + "#x_all"))
        .contains("expected an array called x_all");
  }

  @Test
  void filesInOneFolderMoveTogether() throws IOException {
    for (Map<String, String> files : List.of(digits().idx(), digits().images())) {
      Path run = trained(files);
      JsonNode before = evaluated(run);
      Path moved = Files.createDirectory(folder.resolve("moved"));
      List<Path> parts =
          files.values().stream().filter(v -> v.startsWith("/")).map(Path::of).toList();
      for (Path part : parts) {
        Files.move(part, moved.resolve(part.getFileName()));
      }
      assertThat(refused("evaluate", run))
          .contains("found none (--data PATH says where they are now)");
      assertThat(evaluated(run, "--data", moved)).isEqualTo(before);
      // One of them alone is a part, known by its digest.
      Path train = moved.resolve(parts.get(0).getFileName());
      Object labels = files.getOrDefault("train-labels", "none");
      Object[] one = {
        "evaluate", run, "--data", train, "--split", "test", "--train-labels", labels
      };
      if (!labels.equals("none")) {
        one[one.length - 1] = moved.resolve(Path.of((String) labels).getFileName());
      }
      assertThat(refused(one))
          .contains("--split: expected train, which " + train + " holds, got test");
      done("resume", run, "--epochs", 2, "--data", moved, "--quiet");
      Files.move(run, folder.resolve("run-of-" + files.get("dataset")));
      Files.move(moved, folder.resolve("moved-" + files.get("dataset")));
    }
  }
}
