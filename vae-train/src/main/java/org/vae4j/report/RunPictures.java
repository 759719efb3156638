package org.vae4j.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vae4j.data.PreparedData;
import org.vae4j.datasets.Dataset;
import org.vae4j.evaluate.diagnosis.Finding;
import org.vae4j.model.Vae;
import org.vae4j.report.picture.Fonts;
import org.vae4j.report.picture.PictureFile;
import org.vae4j.run.MetricsCsv;
import org.vae4j.run.Presentation;
import org.vae4j.run.RunData;
import org.vae4j.run.RunFolder;
import org.vae4j.settings.Settings;

/** What a complete run leaves to look at: samples, reconstructions, curves and its report. */
public final class RunPictures implements Presentation {
  private static final Logger LOG = LoggerFactory.getLogger(RunPictures.class);
  private static final int SAMPLES = 100;
  private static final int RECONSTRUCTIONS = 30;

  @Override
  public void write(RunFolder folder, Vae vae, Dataset test, List<Finding> findings)
      throws IOException {
    Settings settings = folder.settings();
    long seed = settings.training().seed();
    Path images = folder.images();
    if (PreparedData.areImages(test, settings)) {
      Pictures pictures = new Pictures(vae, test);
      PictureFile.write(pictures.samples(SAMPLES, seed), images.resolve("samples.png"));
      PictureFile.write(
          pictures.reconstructions(test, RECONSTRUCTIONS, seed),
          images.resolve("reconstructions.png"));
    }
    if (Fonts.available()) {
      PictureFile.write(
          Pictures.curves(MetricsCsv.read(folder.metrics())), images.resolve("curves.png"));
    } else {
      LOG.warn("no curves.png: this machine has no fonts (install fontconfig)");
    }
    RunReport.write(
        folder, vae, RunData.Part.ownTest(test), Optional.of(findings), true, folder.report());
  }
}
