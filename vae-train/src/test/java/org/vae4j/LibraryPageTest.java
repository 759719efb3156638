package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.checkpoint.Checkpoint;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.drawn.Digits;
import org.vae4j.model.Vae;

/** The program of docs/library.md, compiled and run as it stands there, and what else it shows. */
class LibraryPageTest {
  private static final int MOST_LINES = 20;

  @TempDir private Path folder;
  private List<String> blocks;

  @BeforeEach
  void read() throws Exception {
    blocks = JavaSnippets.of(Path.of(System.getProperty("vae4j.root"), "docs", "library.md"));
  }

  /** An iterator of DL4J's, with class labels that nobody asked for. */
  private static DataSetIterator over(INDArray x) {
    List<DataSet> examples = new ArrayList<>();
    for (int i = 0; i < x.rows(); i++) {
      examples.add(new DataSet(x.getRow(i, true), Nd4j.ones(1, 10)));
    }
    return new ListDataSetIterator<>(examples, 64);
  }

  @Test
  void theProgramTrainsStopsEarlySavesLoadsEncodesAndDecodes() throws Exception {
    String program = blocks.get(0);
    assertThat(program.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
    Path file = folder.resolve("model.zip");
    Dataset digits = Digits.generate(1).train().take(256);
    INDArray x = new DatasetIterator.Builder(digits, 256).build().next().getFeatures();
    // The same images, pale: a model that grows sure of black and white explains them worse again.
    INDArray pale = x.mul(0.9).addi(0.05);
    INDArray decoded;
    try (URLClassLoader loader =
        JavaSnippets.compile(program, Files.createDirectory(folder.resolve("classes")))) {
      Method run =
          loader
              .loadClass("MyVae")
              .getDeclaredMethod(
                  "run", DataSetIterator.class, DataSetIterator.class, INDArray.class, Path.class);
      run.setAccessible(true); // its class is not public
      decoded = (INDArray) run.invoke(null, over(x), over(pale), x, file);
    }
    Vae saved = Checkpoint.read(file).vae();
    assertThat(decoded).isEqualTo(saved.reconstruct(x));
    // Nearer than a black image: it has learned something. Not the last epoch, nor near it.
    assertThat(decoded.squaredDistance(x)).isLessThan(Nd4j.zerosLike(x).squaredDistance(x) / 1.5);
    assertThat(saved.net().getEpochCount()).isBetween(2, 50);
  }

  @Test
  void theOtherLinesCompile() throws Exception {
    String source =
        "import org.vae4j.layers.lean.LeanAdam;\n"
            + "import org.vae4j.loss.likelihood.BernoulliLikelihood;\n"
            + "import org.vae4j.model.MlpArchitecture;\n"
            + "import org.vae4j.train.TrainingListener;\n"
            + "class Lines { Object architecture() { return "
            + blocks.get(1)
            + "; }\n TrainingListener listener() { "
            + blocks.get(2)
            + " return print; } }";
    JavaSnippets.compile(source, folder).close();
  }
}
