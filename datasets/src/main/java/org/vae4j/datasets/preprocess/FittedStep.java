package org.vae4j.datasets.preprocess;

import java.util.Map;
import org.vae4j.datasets.PreprocessingStep;

/**
 * A step that learned numbers from the training part. Made again of {@link #fitted}, it does the
 * same to any example, whatever has become of that part.
 */
public interface FittedStep extends PreprocessingStep {

  /** What was learned: by name, a number for each feature; copies. */
  Map<String, double[]> fitted();
}
