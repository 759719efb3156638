package org.vae4j.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.vae4j.data.FittedSteps;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.settings.RunInfo;
import org.vae4j.settings.Scaling;

/**
 * What the numbers mean that a run's model gives.
 *
 * @param restore turns an example's D values back into the units of the run's data, in place
 * @param columns of a table; empty of what is none
 */
public record OutputUnits(Consumer<float[]> restore, List<Column> columns) {

  /** Of a run. Its data are read only if an older version wrote it, which did not keep this. */
  public static OutputUnits of(RunFolder folder, DownloadListener downloads) throws IOException {
    if (needData(folder)) {
      Dataset test = RunData.part(folder, Optional.empty(), downloads).examples();
      return new OutputUnits(test::restoreUnits, test.columns());
    }
    return new OutputUnits(
        RunCheckpoints.fitted(folder).orElse(FittedSteps.NONE)::restoreUnits, columns(folder));
  }

  /** Whether it takes the data to tell. */
  public static boolean needData(RunFolder folder) throws IOException {
    boolean scaleIsKnown =
        folder.settings().data().scale() == Scaling.AUTO
            || RunCheckpoints.fitted(folder).isPresent();
    return !scaleIsKnown || columns(folder) == null;
  }

  /** Null if nobody knows. */
  private static List<Column> columns(RunFolder folder) {
    RunInfo info = folder.info();
    return info.columns() == null && info.image().height() > 1 ? List.of() : info.columns();
  }
}
