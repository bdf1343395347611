package flybrain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AppArchitectureTest {
  /// What each package of app may use of the others; those of core are open to all.
  private static final Map<String, List<String>> USES =
      Map.ofEntries(
          Map.entry("cluster", List.of("external")),
          Map.entry("external", List.of()),
          Map.entry("pages", List.of()),
          Map.entry("terminal", List.of()),
          Map.entry("tables", List.of("pages")),
          Map.entry("results", List.of("external")),
          Map.entry("audit", List.of("results")),
          Map.entry("report", List.of("results")),
          Map.entry("figures", List.of("paper", "report")),
          Map.entry("bench", List.of("results", "terminal")),
          Map.entry("hdf5", List.of()),
          Map.entry("paper", List.of()),
          Map.entry("requests", List.of()),
          Map.entry("serve", List.of("requests", "terminal")),
          Map.entry("view", List.of("requests")),
          Map.entry("export", List.of("hdf5", "tables")),
          Map.entry("agreement", List.of("figures", "pages", "results", "tables")),
          Map.entry(
              "cli",
              List.of(
                  "agreement",
                  "audit",
                  "bench",
                  "cluster",
                  "export",
                  "external",
                  "figures",
                  "pages",
                  "paper",
                  "report",
                  "results",
                  "serve",
                  "tables",
                  "terminal",
                  "view")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("flybrain");

  @Test
  void packages_areFreeOfCycles() {
    slices().matching("flybrain.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @TestFactory
  List<DynamicTest> packages_pointOneWay() {
    return USES.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> ruleOf(entry.getKey(), entry.getValue()).check(CLASSES)))
        .toList();
  }

  private static ArchRule ruleOf(String name, List<String> uses) {
    String[] others =
        USES.keySet().stream()
            .filter(other -> !other.equals(name) && !uses.contains(other))
            .map(other -> "flybrain." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("flybrain." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }

  /// It comes with other versions of our libraries, and weighs 220 MB.
  @Test
  void spark_isNotOnTheClassPath() {
    for (String name : List.of("org/apache/spark/SparkContext.class", "scala/Option.class")) {
      assertThat(ClassLoader.getSystemResource(name)).isNull();
    }
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..", "flybrain.spark..")
        .check(CLASSES);
  }

  @Test
  void commands_areKnownToNothingButMain() {
    noClasses()
        .that()
        .resideOutsideOfPackage("flybrain.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("flybrain.cli")
        .check(CLASSES);
  }
}
