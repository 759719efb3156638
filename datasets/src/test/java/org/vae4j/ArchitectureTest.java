package org.vae4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom: the rows of the design's package table that are about this module. */
@AnalyzeClasses(packages = "org.vae4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule randomnessNeedsTheJdkAlone =
      classes()
          .that()
          .resideInAPackage("org.vae4j.random..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.vae4j.random..");

  @ArchTest
  static final ArchRule datasetsNeedDataVecAndNd4j =
      classes()
          .that()
          .resideInAPackage("org.vae4j.datasets..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.imageio..", // of the JDK: image files, see below
              "org.datavec..",
              "org.nd4j..",
              "org.deeplearning4j.datasets..",
              "org.slf4j..",
              "org.vae4j.random..",
              "org.vae4j.datasets..");

  @ArchTest
  static final ArchRule imageFilesAreForTheImagesPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.vae4j.datasets.images..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.imageio..", "java.awt..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("org.vae4j.(**)").should().beFreeOfCycles();
}
