package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Each rule of the plan fails where it is broken: in {@code org.vae4j.planted} all of them are. */
class PackagePlanTest {
  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("org.vae4j.planted");

  private static final PackagePlan PLAN =
      PackagePlan.of(
          "org.vae4j.planted",
          """
          upper -> lower
          lower -> ND4J
          """,
          2);

  @Test
  void findsAPackageThatSeesWhatItMayNot() {
    assertBroken(PLAN.importsWhatItMay(PLAN.rooms().get(1)), "SeesUpper");
  }

  @Test
  void findsALibraryThatAPackageMayNotSee() {
    assertBroken(PLAN.importsWhatItMay(PLAN.rooms().get(0)), "SeesNd4j");
  }

  @Test
  void findsACycle() {
    assertBroken(PLAN.packagesFormNoCycle(), "Cycle detected: Slice lower");
  }

  @Test
  void findsAPackageThatIsNotInThePlan() {
    assertBroken(PLAN.everyPackageIsInThePlan(), "NotInThePlan");
  }

  @Test
  void findsACrowdedPackage() {
    assertBroken(PLAN.noPackageIsCrowded(), "is one of 3 classes");
  }

  @Test
  void allowsWhatThePlanAllows() {
    var result = PLAN.importsWhatItMay(PLAN.rooms().get(0)).evaluate(PLANTED);
    assertThat(result.getFailureReport().toString()).doesNotContain("SeesLower");
  }

  private static void assertBroken(ArchRule rule, String by) {
    var result = rule.evaluate(PLANTED);
    assertThat(result.hasViolation()).isTrue();
    assertThat(result.getFailureReport().toString()).contains(by);
  }
}
