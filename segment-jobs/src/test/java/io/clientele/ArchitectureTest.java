package io.clientele;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.clientele.step.Effect;
import io.clientele.step.Stage;
import io.clientele.table.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/test-classes/"))
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.clientele");

  private static final String[] PIPELINES = {
    "io.clientele.table..",
    "io.clientele.step..",
    "io.clientele.problem..",
    "io.clientele.lake..",
    "io.clientele.source..",
    "io.clientele.silver.."
  };
  private static final String[] FEATURES = {"io.clientele.history..", "io.clientele.feature.."};
  private static final String[] MODELS = {"io.clientele.segment.."};
  private static final String[] JOBS = {
    "io.clientele.job..",
    "io.clientele.settings..",
    "io.clientele.generate..",
    "io.clientele.publish..",
    "io.clientele.cli.."
  };

  /** One class to read rows as Spark keeps them, and one to write them: they say why. */
  private static final String BELOW =
      "io[.]clientele[.](history[.]InternalRows|lake[.]RowFiles)([$].*)?";

  @Test
  void shouldKeepPipelinesBelowEverythingElse() {
    noClasses()
        .that()
        .resideInAnyPackage(PIPELINES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(concat(FEATURES, MODELS, JOBS))
        .check(PRODUCT);
  }

  @Test
  void shouldKeepFeaturesAndModelsApart() {
    noClasses()
        .that()
        .resideInAnyPackage(FEATURES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(concat(MODELS, JOBS))
        .check(PRODUCT);
    noClasses()
        .that()
        .resideInAnyPackage(MODELS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(concat(FEATURES, JOBS))
        .check(PRODUCT);
  }

  @Test
  void shouldKeepTheLanguageFreeOfEnginesAndSources() {
    noClasses()
        .that()
        .resideInAnyPackage("io.clientele.table..", "io.clientele.step..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.clientele.lake..", "io.clientele.source..", "io.clientele.silver..")
        .check(PRODUCT);
  }

  @Test
  void shouldKnowDeltaInTheLakeOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.clientele.lake..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta..")
        .check(PRODUCT);
  }

  @Test
  void shouldSeeTheSessionInTheLakeTheSourcesAndTheCommandLineOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.clientele.lake..", "io.clientele.source..", "io.clientele.cli..")
        .and()
        .haveNameNotMatching(BELOW)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(SparkSession.class)
        .check(PRODUCT);
  }

  @Test
  void shouldLookBelowSparksPublicInterfaceInTwoPlacesOnly() {
    noClasses()
        .that()
        .haveNameNotMatching(BELOW)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark.sql.classic..", "org.apache.spark.sql.execution..")
        .check(PRODUCT);
  }

  @Test
  void shouldNameColumnsThroughTheirFieldsOnly() {
    noClasses()
        .that()
        .areNotAssignableTo(Field.class)
        .should()
        .callMethod(functions.class, "col", String.class)
        .orShould()
        .callMethod(functions.class, "column", String.class)
        .orShould()
        .callMethod(functions.class, "expr", String.class)
        .orShould()
        .callConstructor(Column.class, String.class)
        .check(PRODUCT);
  }

  @Test
  void shouldKeepStepsToTheirPackages() {
    classes().that().implement(Stage.class).should().notBePublic().check(PRODUCT);
    classes().that().implement(Effect.class).should().notBePublic().check(PRODUCT);
  }

  @Test
  void shouldTakeTimeAndChanceFromTheCommandLineOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.clientele.cli..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .check(PRODUCT);
  }

  @Test
  void shouldPrintFromTheProcessOnly() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.clientele.cli.Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(PRODUCT);
  }

  @Test
  void shouldNameThingsAfterWhatTheyAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Common|Impl|Dto)")
        .orShould()
        .haveNameMatching(".*\\.(Abstract|Base)\\w+")
        .orShould()
        .haveNameMatching(".*Base")
        .check(PRODUCT);
  }

  private static String[] concat(String[]... groups) {
    return Arrays.stream(groups).flatMap(Arrays::stream).toArray(String[]::new);
  }
}
