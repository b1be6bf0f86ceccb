package io.ablate4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.ablate4j.model.NetworkChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the package table of CONTRIBUTING.md. */
class ArchitectureTest {
  private static final String ROOT = "io.ablate4j";

  /** Which packages of ours a package may import; the same table as in CONTRIBUTING.md. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("problem", Set.of()),
              Map.entry("stats", Set.of()),
              Map.entry("hypothesis", Set.of("problem", "trial")),
              Map.entry("trial", Set.of()),
              Map.entry("layer", Set.of()),
              Map.entry("view", Set.of()),
              Map.entry("engine", Set.of("layer", "view")),
              Map.entry("regularization", Set.of("problem", "trial", "layer")),
              Map.entry("data", Set.of("problem")),
              Map.entry("model", Set.of("problem", "layer", "regularization", "data")),
              Map.entry("intervention", Set.of("problem", "regularization", "model", "view")),
              Map.entry(
                  "factor",
                  Set.of("problem", "trial", "regularization", "data", "model", "intervention")),
              Map.entry("design", Set.of("trial", "regularization", "data", "factor")),
              Map.entry("probe", Set.of("problem", "hypothesis", "layer", "view")),
              Map.entry(
                  "study",
                  Set.of(
                      "problem",
                      "trial",
                      "hypothesis",
                      "regularization",
                      "data",
                      "model",
                      "intervention",
                      "factor",
                      "design",
                      "probe")),
              Map.entry(
                  "plan", Set.of("problem", "trial", "regularization", "data", "factor", "study")),
              Map.entry(
                  "train",
                  Set.of(
                      "trial",
                      "regularization",
                      "data",
                      "model",
                      "intervention",
                      "factor",
                      "probe",
                      "view",
                      "engine",
                      "study",
                      "plan")),
              Map.entry("registration", Set.of("trial", "hypothesis")),
              Map.entry("store", Set.of("problem", "trial", "hypothesis", "registration")),
              Map.entry(
                  "worker", Set.of("trial", "data", "model", "factor", "engine", "plan", "train")),
              Map.entry(
                  "timing",
                  Set.of("trial", "stats", "data", "engine", "plan", "train", "store", "worker")),
              Map.entry(
                  "run",
                  Set.of(
                      "problem",
                      "trial",
                      "hypothesis",
                      "registration",
                      "regularization",
                      "data",
                      "model",
                      "intervention",
                      "factor",
                      "engine",
                      "study",
                      "plan",
                      "train",
                      "store",
                      "worker")),
              Map.entry(
                  "forecast",
                  Set.of(
                      "problem",
                      "trial",
                      "regularization",
                      "data",
                      "model",
                      "factor",
                      "engine",
                      "study",
                      "plan",
                      "train",
                      "worker",
                      "run")),
              Map.entry("analysis", Set.of("trial", "hypothesis", "registration", "stats")),
              Map.entry("claims", Set.of("hypothesis")),
              Map.entry("figure", Set.of("stats")),
              Map.entry(
                  "report",
                  Set.of(
                      "problem",
                      "trial",
                      "hypothesis",
                      "registration",
                      "stats",
                      "analysis",
                      "claims",
                      "figure")),
              Map.entry(
                  "export",
                  Set.of("trial", "hypothesis", "registration", "stats", "analysis", "claims")),
              Map.entry(
                  "folder",
                  Set.of(
                      "problem",
                      "trial",
                      "registration",
                      "store",
                      "analysis",
                      "claims",
                      "report",
                      "export")),
              Map.entry(
                  "doctor",
                  Set.of(
                      "problem",
                      "engine",
                      "regularization",
                      "data",
                      "model",
                      "store",
                      "worker",
                      "report",
                      "folder"))));

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
  }

  @Test
  void packagesImportOnlyWhatTheTableAllows() {
    List<String> violations = new ArrayList<>();
    for (JavaClass from : classes) {
      String own = home(from);
      if (own.isEmpty() || own.equals("cli")) {
        continue;
      }
      assertThat(MAY_IMPORT).containsKey(own);
      from.getDirectDependenciesFromSelf().stream()
          .filter(d -> d.getTargetClass().getPackageName().startsWith(ROOT))
          .filter(d -> !home(d.getTargetClass()).equals(own))
          .filter(d -> !MAY_IMPORT.get(own).contains(home(d.getTargetClass())))
          .forEach(d -> violations.add(d.getDescription()));
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void theTableNamesEachPackageThereIs() {
    Set<String> homes = new TreeSet<>();
    classes.forEach(c -> homes.add(home(c)));
    homes.removeAll(Set.of("", "cli"));
    assertThat(homes).isEqualTo(MAY_IMPORT.keySet());
  }

  @Test
  void thereIsNoCycleBetweenPackagesAtAnyLevel() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void whatIsAskedDoesNotKnowHowItIsWritten() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".study")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".study.yaml")
        .check(classes);
  }

  /** Rooms are packages; what is generated does not count. */
  @Test
  void noPackageHasMoreThanTwelvePercentOfTheCode() throws Exception {
    Map<String, Long> lines = new TreeMap<>();
    Path root = Path.of("src/main/java");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        try (Stream<String> text = Files.lines(file)) {
          lines.merge(root.relativize(file.getParent()).toString(), text.count(), Long::sum);
        }
      }
    }
    long all = lines.values().stream().mapToLong(Long::longValue).sum();
    lines.forEach((room, own) -> assertThat(own / (double) all).as(room).isLessThanOrEqualTo(.12));
  }

  @Test
  void deeplearning4jStaysInRegularizationModelEngineTrainProbeAndTwoDataSources() {
    noClasses()
        .that(
            DescribedPredicate.not(
                resideInAPackage(ROOT + ".model..")
                    .or(resideInAPackage(ROOT + ".layer.."))
                    .or(resideInAPackage(ROOT + ".regularization.."))
                    .or(resideInAPackage(ROOT + ".engine.."))
                    .or(resideInAPackage(ROOT + ".train.."))
                    .or(resideInAPackage(ROOT + ".data.."))
                    .or(resideInAPackage(ROOT + ".probe.."))
                    // What a factor does to a network stands in the factor's own file.
                    .or(
                        resideInAPackage(ROOT + ".factor..")
                            .and(assignableTo(NetworkChange.class)))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.datavec..", "org.bytedeco..")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".data..")
        .and()
        .haveSimpleNameNotStartingWith("Csv")
        .and()
        .haveSimpleNameNotStartingWith("Record")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.datavec..", "org.bytedeco..")
        .check(classes);
  }

  @Test
  void jdbcStaysInStoreXchartInFiguresAndTemplatesInReport() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.sqlite..")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("gg.jte..")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".figure..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.knowm..")
        .check(classes);
  }

  @Test
  void awtStaysInReportAndInTheReadingOfImages() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".figure..", ROOT + ".report..", ROOT + ".data.image..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..", "com.twelvemonkeys..")
        .check(classes);
  }

  @Test
  void figuresAreWrittenOnceInsteadOfReadBackAndRewritten() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".figure..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.w3c.dom..", "org.xml.sax..", "javax.xml..", "java.util.regex..")
        .check(classes);
  }

  @Test
  void onlyTheMainClassEndsTheProcess() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(StudyMain.class)
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(classes);
  }

  @Test
  void onlyTheCommandLineAndTheWorkerUseTheStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli..")
        .and()
        .haveSimpleNameNotStartingWith("WorkerMain")
        .and()
        .doNotHaveSimpleName("ProcessState") // only looks whether they are still the same
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(classes);
  }

  @Test
  void everyPackageSaysWhatItIs() throws Exception {
    for (JavaClass any : classes) {
      if (!any.getPackageName().contains("template")) {
        assertThat(
                Path.of(
                    "src/main/java", any.getPackageName().replace('.', '/'), "package-info.java"))
            .exists();
      }
    }
  }

  /** The first package below the root; generated templates belong to the report. */
  private static String home(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.")[0];
  }
}
