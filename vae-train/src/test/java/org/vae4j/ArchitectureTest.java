package org.vae4j;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plan of the whole project; docs/architecture.md says why it is cut so. */
class ArchitectureTest {
  private static final String PLAN =
      """
      information         -> Math
      loss.cores          -> SLF4J
      loss                -> loss.cores ND4J
      loss.likelihood     -> loss loss.cores ND4J Math Vector
      loss.bound          -> loss loss.cores
      loss.penalty        -> loss loss.cores ND4J
      layers.base         -> loss.. DL4J ND4J
      layers              -> layers.base loss.. DL4J ND4J
      layers.columns      -> loss.. DL4J ND4J
      layers.density      -> layers.base loss.. DL4J ND4J
      layers.flow         -> layers.base layers.lean.product loss.. DL4J ND4J
      layers.rows         -> layers.base loss.. DL4J ND4J
      layers.lean         -> layers.lean.. loss.. DL4J ND4J
      layers.lean.patches -> layers.lean.product loss.. DL4J ND4J
      layers.lean.product -> loss.. ND4J Vector

      random              ->
      datasets            -> datasets.faults datasets.storage random ND4J DL4J-iterators
      datasets.faults     ->
      datasets.storage    -> datasets.faults ND4J
      datasets.records    -> datasets datasets.faults datasets.storage DataVec ND4J
      datasets.arrays     -> datasets datasets.faults datasets.storage
      datasets.amat       -> datasets datasets.faults datasets.storage datasets.records
      datasets.csv        -> datasets datasets.faults datasets.storage DataVec
      datasets.parquet    -> datasets.faults datasets.storage Parquet aircompressor
      datasets.tables     -> datasets datasets.faults datasets.storage datasets.parquet FastCSV
      datasets.idx        -> datasets datasets.faults datasets.storage datasets.records datasets.arrays DataVec ND4J
      datasets.images     -> datasets datasets.faults datasets.storage datasets.records AWT ImageIO SLF4J
      datasets.npy        -> datasets datasets.faults datasets.storage datasets.records datasets.arrays
      datasets.preprocess -> datasets datasets.faults random
      datasets.download   -> datasets.faults datasets.storage SLF4J
      datasets.drawn      -> datasets random
      datasets.mnist      -> datasets datasets.faults datasets.storage datasets.idx datasets.download SLF4J
      datasets.registry   -> datasets.. random

      model               -> loss.. layers layers.columns layers.density layers.lean layers.rows DL4J ND4J Math
      train               -> model datasets random loss.. layers.. DL4J ND4J Jackson
      checkpoint          -> model layers DL4J ND4J Jackson SLF4J
      evaluate            -> model datasets random layers loss.. ND4J
      evaluate.diagnosis  -> evaluate model datasets loss loss.likelihood ND4J
      refusal             ->
      settings            -> refusal checkpoint model datasets.. loss.. ND4J Jackson
      data                -> refusal settings checkpoint datasets.. loss.. random SLF4J Jackson
      data.choice         -> refusal settings data datasets datasets.arrays datasets.download datasets.images datasets.npy datasets.parquet datasets.storage datasets.tables
      run                 -> refusal settings data checkpoint train evaluate evaluate.diagnosis model datasets datasets.download datasets.faults datasets.npy random layers.. loss.. DL4J ND4J SLF4J Jackson
      export              -> refusal checkpoint evaluate model datasets datasets.arrays datasets.csv datasets.npy datasets.storage random loss.. DL4J ND4J
      report              -> refusal settings data run checkpoint evaluate evaluate.diagnosis model report.. datasets datasets.download random Math AWT DL4J ND4J SLF4J
      report.picture      -> refusal checkpoint AWT ImageIO XChart ND4J
      report.page         -> report.picture AWT
      report.chart        -> report.page ND4J
      cli                 -> refusal information cli.. picocli Jackson
      cli.train           -> refusal cli.model cli.terminal settings data data.choice run train report datasets SLF4J Jackson picocli
      cli.model           -> refusal cli.terminal settings data run checkpoint evaluate evaluate.diagnosis export model report report.picture datasets datasets.download datasets.faults AWT ND4J Jackson picocli
      cli.datasets        -> refusal cli.terminal report report.picture datasets datasets.download datasets.registry picocli
      cli.terminal        -> refusal checkpoint run train evaluate evaluate.diagnosis loss datasets.download datasets.faults progressbar picocli
      """;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.vae4j");

  @ParameterizedTest
  @MethodSource
  void keepsThePlan(ArchRule rule) {
    rule.check(CLASSES);
  }

  static Stream<ArchRule> keepsThePlan() {
    return PackagePlan.of("org.vae4j", PLAN, 24).rules().stream();
  }
}
