package io.ablate4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.doctor.Finding.Verdict;
import io.ablate4j.engine.EngineCheck;
import io.ablate4j.engine.runtime.HelperVerdict;
import io.ablate4j.engine.runtime.Processor;
import io.ablate4j.model.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  private static final EngineCheck.StepKind COMPILED = new EngineCheck.StepKind(true, "compiled");

  @TempDir private Path folder;

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text, true);

  @Test
  void namesAndTextsStandInColumns() {
    FindingLines.print(Finding.ok("fonts", "many"), out);
    FindingLines.print(Finding.wrong("matrix product", "no", "stop."), out);
    assertThat(text.toString().lines())
        .containsExactly(
            "ok     fonts                 many",
            "wrong  matrix product        no",
            "                             Maybe stop.");
  }

  @Test
  void helpersThatAreSwitchedOffAreSlowAndEndWithOneAndAdvice() {
    EngineCheck.start();
    String property = "org.eclipse.deeplearning4j.helpers.disable";
    String before = System.getProperty(property);
    List<Finding> findings = new ArrayList<>();
    System.setProperty(property, "true");
    try {
      new EngineFindings(Models.onClassPath(), Map.of(), Duration.ZERO).tell(findings::add);
    } finally {
      System.setProperty(property, before);
    }
    assertThat(named(findings, "oneDNN helpers"))
        .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.SLOW))
        .satisfies(f -> assertThat(f.text()).contains(property))
        .satisfies(f -> assertThat(f.advice()).isPresent());
    assertThat(FindingLines.conclude(findings, out)).isFalse();
    assertThat(text.toString()).contains("make results slow or wrong");
  }

  @Test
  void aHintAloneIsStillFine() {
    Finding hint = Finding.hint("threads", "1 a worker", "unset OMP_NUM_THREADS=4.");
    FindingLines.print(hint, out);
    assertThat(FindingLines.conclude(List.of(hint), out)).isTrue();
    assertThat(text.toString()).contains("Maybe unset OMP_NUM_THREADS=4.", "All fine.");
  }

  @Test
  void aSlowFindingEndsWithOne() {
    List<Finding> findings =
        List.of(Finding.ok("fonts", "30"), Finding.slow("BLAS", "none", "install one."));
    assertThat(FindingLines.conclude(findings, out)).isFalse();
    assertThat(text.toString()).contains("1 of 2 findings");
  }

  @Test
  void aCheckThatFailsIsAWrongFindingWithItsMessage() {
    Finding io =
        Finding.of(
            "store",
            "free some space.",
            () -> {
              throw new IOException("disk full\nand more");
            });
    Finding linkage =
        Finding.of(
            "fonts",
            "install fonts.",
            () -> {
              throw new ExceptionInInitializerError(new UnsatisfiedLinkError("no fontmanager"));
            });
    assertThat(io).isEqualTo(Finding.wrong("store", "IOException: disk full", "free some space."));
    Finding memory =
        Finding.of(
            "data",
            "check the files.",
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });
    assertThat(memory.advice().orElseThrow()).contains("-Xmx");
    assertThat(linkage.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(linkage.text()).isEqualTo("UnsatisfiedLinkError: no fontmanager");
  }

  @Test
  void damagedDataAreWrongAndMissingDataAreNot() throws IOException {
    Path mnist = Files.createDirectory(folder.resolve("mnist"));
    Files.writeString(mnist.resolve("train-images-idx3-ubyte"), "no images at all");
    List<Finding> findings = places(folder.resolve("reports"));
    assertThat(named(findings, "data mnist").verdict()).isEqualTo(Verdict.WRONG);
    assertThat(named(findings, "data mnist").text()).contains("train-images-idx3-ubyte");
    assertThat(named(findings, "data kmnist")).isEqualTo(Finding.ok("data kmnist", "not found"));
    assertThat(named(findings, "data csv").text()).contains("dataset.path");
  }

  @Test
  void aReportsFolderThatCannotBeWrittenIsWrong() throws IOException {
    Path file = Files.writeString(folder.resolve("reports"), "a file");
    Finding finding = named(places(file), "reports folder");
    assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(finding.advice()).hasValueSatisfying(a -> assertThat(a).contains("--out"));
  }

  @Test
  void aNativeBuildWithoutOneDnnIsSlowAndNamesTheProfile() {
    EngineCheck.NativeBuild plain =
        new EngineCheck.NativeBuild(
            "nd4j-native-1-linux-x86_64", "linux-x86_64", List.of("linux-x86_64"), false);
    assertThat(EngineFindings.nativeBuild(plain).verdict()).isEqualTo(Verdict.SLOW);
    assertThat(EngineFindings.nativeBuild(plain).advice().orElseThrow()).contains("onednn");
    assertThat(EngineFindings.helpers(plain, new EngineCheck.Helpers("p", false, 0, 7)).verdict())
        .isEqualTo(Verdict.SLOW);
  }

  @Test
  void aWrongHelperIsAFindingWithAdviceAndEndsWithOne() {
    HelperVerdict right = HelperVerdict.of("pooling", "output", 3e-7);
    HelperVerdict wrong = HelperVerdict.of("convolution", "output", 0.0123);
    assertThat(EngineFindings.helperVerdicts(List.of(right)))
        .isEqualTo(
            Finding.ok("helpers' numbers", "pooling equal the built-in path's within 3e-07"));
    Finding finding = EngineFindings.helperVerdicts(List.of(right, wrong));
    assertThat(finding.verdict()).isEqualTo(Verdict.SLOW);
    assertThat(finding.text())
        .isEqualTo(
            "wrong and left off: convolution (its output differs by 0.012 of the greatest value"
                + " from the built-in path's)");
    assertThat(finding.advice()).isPresent();
    assertThat(FindingLines.conclude(List.of(finding), out)).isFalse();
  }

  @Test
  void aBuildWithoutVectorKernelsGetsAHint() {
    assertThat(EngineFindings.vectorKernels("16 floats a vector", true).verdict())
        .isEqualTo(Verdict.OK);
    Finding finding = EngineFindings.vectorKernels("not used: no module", false);
    assertThat(FindingLines.conclude(List.of(finding), out)).isTrue(); // results are the same
    assertThat(finding.text()).isEqualTo("here and in workers not used: no module");
  }

  @Test
  void threadsSetInTheEnvironmentGetAHint() {
    Map<String, String> four = Map.of("OMP_NUM_THREADS", "4", "OPENBLAS_NUM_THREADS", "1");
    Finding finding = EngineFindings.threads(1, 1, 2, 0.5, true, four);
    assertThat(finding.verdict()).isEqualTo(Verdict.OK);
    assertThat(finding.advice().orElseThrow())
        .contains("OMP_NUM_THREADS=4")
        .doesNotContain("OPENBLAS");
    assertThat(EngineFindings.threads(1, 1, 2, 0.5, true, Map.of()).advice()).isEmpty();
    assertThat(EngineFindings.threads(1, 1, 2, -1, false, Map.of()).text()).doesNotContain("load");
    assertThat(EngineFindings.threads(1, 1, 2, 0.5, true, Map.of()).text())
        .contains("each kept on its own");
  }

  @Test
  void moreThreadsThanAreWantedAndABusyMachineMakeResultsSlow() {
    Finding more = EngineFindings.threads(1, 2, 2, 0.5, true, Map.of());
    Finding busy = EngineFindings.threads(1, 1, 2, 7, true, Map.of());
    assertThat(List.of(more, busy)).allMatch(finding -> finding.verdict() == Verdict.SLOW);
    assertThat(FindingLines.conclude(List.of(busy), out)).isFalse();
  }

  @Test
  void wrongNumbersAreWrong() {
    assertThat(EngineFindings.product(new EngineCheck.Product(1.5, 50)).verdict())
        .isEqualTo(Verdict.WRONG);
    assertThat(
            EngineFindings.speed("cnn", new EngineCheck.Speed(COMPILED, 12, 9, 9, 2.3, 2.4))
                .verdict())
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void unsteadyStepsAreSlowOnesAndGetAdvice() {
    Finding unsteady =
        EngineFindings.speed("cnn", new EngineCheck.Speed(COMPILED, 12, 9, 90, 2.3, 1));
    assertThat(unsteady.verdict()).isEqualTo(Verdict.SLOW);
    assertThat(unsteady.advice()).isPresent();
  }

  @Test
  void anOldProcessorAndAnInterpretedJvmAreSlow() {
    Processor old = new Processor(Optional.of("Old"), List.of());
    assertThat(EngineFindings.processor(Optional.of(old), "amd64").verdict())
        .isEqualTo(Verdict.SLOW);
    assertThat(EngineFindings.processor(Optional.of(old), "aarch64").verdict())
        .isEqualTo(Verdict.OK);
    assertThat(EngineFindings.processor(Optional.empty(), "amd64").verdict()).isEqualTo(Verdict.OK);
    assertThat(EngineFindings.java("17", "interpreted mode", 1L << 30).verdict())
        .isEqualTo(Verdict.SLOW);
  }

  private List<Finding> places(Path reports) {
    List<Finding> findings = new ArrayList<>();
    new PlaceFindings(Datasets.onClassPath(), new DataFolders(List.of(folder)), reports)
        .tell(findings::add);
    return findings;
  }

  private static Finding named(List<Finding> findings, String name) {
    return findings.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }
}
