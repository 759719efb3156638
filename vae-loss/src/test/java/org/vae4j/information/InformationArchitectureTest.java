package org.vae4j.information;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.vae4j.information", importOptions = DoNotIncludeTests.class)
class InformationArchitectureTest {

  @ArchTest
  static final ArchRule DEPENDS_ON_NOTHING_BUT_NUMBERS =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.apache.commons.math3..", "org.vae4j.information")
          .because("it is read and trusted without knowing ND4J, and is the oracle for its code");
}
