package org.vae4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Which package of this module may import which of the project's own. */
@AnalyzeClasses(packages = "org.vae4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] LIBRARY = {
    "org.vae4j.loss..", "org.vae4j.layers..", "org.vae4j.information.."
  };

  @ArchTest static final ArchRule modelKnowsTheLossAlone = mayImport("model", LIBRARY);

  @ArchTest
  static final ArchRule trainKnowsModelAndDatasets =
      mayImport("train", "org.vae4j.model..", "org.vae4j.datasets..", "org.vae4j.random..");

  @ArchTest
  static final ArchRule checkpointKnowsTheModel =
      mayImport("checkpoint", "org.vae4j.model..", "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule evaluateKnowsTheModel =
      mayImport("evaluate", "org.vae4j.model..", "org.vae4j.random..");

  @ArchTest
  static final ArchRule reportKnowsModelAndEvaluation =
      mayImport("report", "org.vae4j.model..", "org.vae4j.evaluate..");

  @ArchTest
  static final ArchRule nobodyKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.vae4j.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.vae4j.cli..");

  @ArchTest
  static final ArchRule theLibrariesDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.vae4j.datasets..", "org.vae4j.random..");

  @ArchTest
  static final ArchRule noCycles = slices().matching("org.vae4j.(*)..").should().beFreeOfCycles();

  /** A package may import itself, what is listed, the loss library and what is not ours. */
  private static ArchRule mayImport(String name, String... others) {
    String[] allowed =
        Stream.concat(
                Stream.of("org.vae4j." + name + "..", "org.vae4j.loss..", "org.vae4j.layers.."),
                Stream.of(others))
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage("org.vae4j." + name + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(
                    Stream.of(allowed),
                    Stream.of(
                        "java..",
                        "javax..",
                        "org.nd4j..",
                        "org.deeplearning4j..",
                        "org.slf4j..",
                        "org.apache.commons.math3..",
                        "org.knowm.xchart.."))
                .toArray(String[]::new));
  }
}
