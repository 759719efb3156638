package org.vae4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may see which. */
@AnalyzeClasses(packages = "org.vae4j", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageTableTest {
  @ArchTest
  static final ArchRule INFORMATION_SEES_COMMONS_MATH =
      classes()
          .that()
          .resideInAPackage("org.vae4j.information")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.apache.commons.math3..", "org.vae4j.information")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule LOSS_SEES_ND4J =
      classes()
          .that()
          .resideInAPackage("org.vae4j.loss")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.nd4j..", "org.vae4j.loss");

  @ArchTest
  static final ArchRule LIKELIHOOD_SEES_LOSS_AND_ND4J =
      classes()
          .that()
          .resideInAPackage("org.vae4j.loss.likelihood")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.apache.commons.math3.special..", // log Γ
              "jdk.incubator.vector", // where the module is; the code runs without
              "org.nd4j..",
              "org.vae4j.loss",
              "org.vae4j.loss.likelihood");

  @ArchTest
  static final ArchRule LAYERS_SEE_LOSS_ND4J_AND_DL4J =
      classes()
          .that()
          .resideInAPackage("org.vae4j.layers")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.slf4j..",
              "org.nd4j..",
              "org.deeplearning4j..",
              "org.vae4j.loss",
              "org.vae4j.loss.likelihood",
              "org.vae4j.layers",
              "org.vae4j.layers.product");

  @ArchTest
  static final ArchRule PRODUCT_SEES_LOSS_AND_ND4J =
      classes()
          .that()
          .resideInAPackage("org.vae4j.layers.product")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "jdk.incubator.vector", // where the module is; the code runs without
              "org.nd4j..",
              "org.vae4j.loss",
              "org.vae4j.layers.product");

  @ArchTest
  static final ArchRule ONLY_LAYERS_SEE_DL4J =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.vae4j.layers")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.vae4j.layers");
}
