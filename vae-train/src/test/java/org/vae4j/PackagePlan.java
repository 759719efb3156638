package org.vae4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which package may import which. A line of the plan is a package, an arrow, and what it may import
 * beside the JDK: other packages of the plan by name ({@code loss..} with those inside), and
 * libraries by the names in {@link #LIBRARIES}.
 *
 * @param root the package that all others are in
 * @param most how many top-level classes a package has at most
 */
record PackagePlan(String root, List<Room> rooms, int most) {
  private static final String[] JDK = {
    "java.io..",
    "java.lang..",
    "java.math..",
    "java.net..",
    "java.nio..",
    "java.security..",
    "java.text..",
    "java.time..",
    "java.util..",
    ""
  };

  private static final Map<String, String[]> LIBRARIES =
      Map.ofEntries(
          Map.entry("ND4J", new String[] {"org.nd4j.."}),
          Map.entry("DL4J", new String[] {"org.deeplearning4j.."}),
          Map.entry("DL4J-iterators", new String[] {"org.deeplearning4j.datasets.."}),
          Map.entry("DataVec", new String[] {"org.datavec.."}),
          Map.entry("FastCSV", new String[] {"de.siegmar.fastcsv.."}),
          Map.entry("Parquet", new String[] {"org.apache.parquet.."}),
          Map.entry("aircompressor", new String[] {"io.airlift.compress.."}),
          Map.entry("Math", new String[] {"org.apache.commons.math3.."}),
          Map.entry("Vector", new String[] {"jdk.incubator.vector.."}),
          Map.entry(
              "Jackson", new String[] {"com.fasterxml.jackson..", "org.nd4j.shade.jackson.."}),
          Map.entry("SLF4J", new String[] {"org.slf4j.."}),
          Map.entry("ImageIO", new String[] {"javax.imageio.."}),
          Map.entry("AWT", new String[] {"java.awt.."}),
          Map.entry("XChart", new String[] {"org.knowm.xchart.."}),
          Map.entry("picocli", new String[] {"picocli.."}),
          Map.entry("progressbar", new String[] {"me.tongfei.progressbar.."}));

  /** A package and what it may import. */
  record Room(String name, List<String> mayImport) {
    static Room of(String line) {
      String[] sides = line.split("->", -1);
      return new Room(sides[0].strip(), List.of(sides[1].strip().split(" +")));
    }
  }

  /** Reads the plan, a line a package. */
  static PackagePlan of(String root, String lines, int most) {
    return new PackagePlan(
        root, lines.lines().filter(line -> !line.isBlank()).map(Room::of).toList(), most);
  }

  /** All rules of the plan. */
  List<ArchRule> rules() {
    return Stream.concat(
            Stream.of(everyPackageIsInThePlan(), noPackageIsCrowded(), packagesFormNoCycle()),
            rooms.stream().map(this::importsWhatItMay))
        .toList();
  }

  ArchRule everyPackageIsInThePlan() {
    return classes()
        .should()
        .resideInAnyPackage(
            rooms.stream().map(room -> root + "." + room.name()).toArray(String[]::new));
  }

  ArchRule packagesFormNoCycle() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  ArchRule importsWhatItMay(Room room) {
    String[] allowed =
        Stream.of(
                Stream.of(root + "." + room.name()),
                Arrays.stream(JDK),
                room.mayImport().stream().filter(name -> !name.isEmpty()).flatMap(this::packages))
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(root + "." + room.name())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }

  private Stream<String> packages(String name) {
    String[] library = LIBRARIES.get(name);
    return library == null ? Stream.of(root + "." + name) : Arrays.stream(library);
  }

  ArchRule noPackageIsCrowded() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("be one of at most " + most + " in their package") {
              private final Map<String, Integer> counts = new HashMap<>();

              @Override
              public void init(Collection<JavaClass> all) {
                all.stream()
                    .filter(PackagePlan::counts)
                    .forEach(one -> counts.merge(one.getPackageName(), 1, Integer::sum));
              }

              @Override
              public void check(JavaClass one, ConditionEvents events) {
                int count = counts.getOrDefault(one.getPackageName(), 0);
                if (count > most) {
                  events.add(
                      SimpleConditionEvent.violated(
                          one, "%s is one of %d classes".formatted(one.getName(), count)));
                }
              }
            });
  }

  private static boolean counts(JavaClass one) {
    return one.isTopLevelClass() && !one.getSimpleName().equals("package-info");
  }
}
