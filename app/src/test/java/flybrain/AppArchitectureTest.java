package flybrain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class AppArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("flybrain");

  @Test
  void packages_areFreeOfCycles() {
    slices().matching("flybrain.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void external_knowsNoCommandAndNoBenchmark() {
    noClasses()
        .that()
        .resideInAPackage("flybrain.external..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "flybrain.bench..",
            "flybrain.results..",
            "flybrain.figures..",
            "flybrain.cli..",
            "flybrain.compare..")
        .check(CLASSES);
  }

  @Test
  void terminal_knowsNothingThatUsesIt() {
    noClasses()
        .that()
        .resideInAPackage("flybrain.terminal")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("flybrain.bench..", "flybrain.external..", "flybrain.cli..")
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
