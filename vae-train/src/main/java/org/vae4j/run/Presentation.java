package org.vae4j.run;

import java.io.IOException;
import java.util.List;
import org.vae4j.datasets.Dataset;
import org.vae4j.evaluate.diagnosis.Finding;
import org.vae4j.model.Vae;

/** How a complete run is shown: pictures, a page. */
@FunctionalInterface
public interface Presentation {
  /**
   * Writes what shows it into its folder.
   *
   * @param folder holds config, metrics and checkpoints
   * @param test as the model sees it
   * @param findings what is wrong with the run
   */
  void write(RunFolder folder, Vae vae, Dataset test, List<Finding> findings) throws IOException;
}
