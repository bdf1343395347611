package flybrain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  /// What each package may use of ours; the root package and `files` are open to all, `parquet` to
  /// all that read or write files.
  private static final Map<String, List<String>> USES =
      Map.ofEntries(
          Map.entry("files", List.of()),
          Map.entry("parquet", List.of()),
          Map.entry("arrow", List.of("parquet")),
          Map.entry("model", List.of()),
          Map.entry("annotation", List.of("parquet", "rows")),
          Map.entry("rows", List.of("parquet", "arrow")),
          Map.entry("connectome", List.of("parquet", "annotation", "rows")),
          Map.entry("spikes", List.of("parquet")),
          Map.entry("states", List.of("parquet", "spikes")),
          Map.entry(
              "experiment",
              List.of("parquet", "annotation", "connectome", "model", "rows", "spikes")),
          Map.entry("translation", List.of("parquet", "rows", "connectome", "experiment")),
          Map.entry("backend", List.of("connectome", "model", "spikes", "states", "experiment")),
          Map.entry(
              "engine",
              List.of("connectome", "model", "spikes", "states", "experiment", "backend")),
          Map.entry(
              "live", List.of("connectome", "model", "spikes", "experiment", "backend", "engine")),
          Map.entry("compare", List.of("parquet", "spikes")),
          Map.entry("attribution", List.of("connectome", "model", "spikes", "experiment")),
          Map.entry(
              "laboratory",
              List.of(
                  "parquet",
                  "connectome",
                  "model",
                  "spikes",
                  "states",
                  "experiment",
                  "backend",
                  "engine")),
          Map.entry(
              "campaign",
              List.of(
                  "parquet",
                  "connectome",
                  "model",
                  "spikes",
                  "experiment",
                  "backend",
                  "compare",
                  "laboratory")),
          Map.entry(
              "atlas",
              List.of(
                  "parquet",
                  "connectome",
                  "spikes",
                  "experiment",
                  "backend",
                  "laboratory",
                  "campaign")));

  private static final com.tngtech.archunit.core.domain.JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("flybrain");

  @TestFactory
  List<DynamicTest> packages_pointOneWay() {
    return USES.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> ruleOf(entry.getKey(), entry.getValue()).check(CLASSES)))
        .toList();
  }

  @Test
  void packages_areFreeOfCycles() {
    slices().matching("flybrain.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /// Where logs go is for the program around this library to say.
  @Test
  void library_configuresNoLogging() throws IOException {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.slf4j..")
        .check(CLASSES);
    assertThat(Files.readAllLines(Path.of("pom.xml")))
        .filteredOn(line -> line.contains("<groupId>org.slf4j<"))
        .allMatch(line -> line.contains("<scope>test</scope>"));
  }

  private static ArchRule ruleOf(String name, List<String> uses) {
    return noClasses()
        .that()
        .resideInAPackage("flybrain." + name + "..")
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<JavaClass>("are ours and not of " + uses) {
              @Override
              public boolean test(JavaClass used) {
                String[] parts = used.getPackageName().split("\\.", -1);
                return parts[0].equals("flybrain")
                    && parts.length > 1
                    && !parts[1].equals(name)
                    && !parts[1].equals("files")
                    && !uses.contains(parts[1]);
              }
            })
        .allowEmptyShould(true);
  }
}
