package io.ablate4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThirdPartyTest {
  /** Written by the build, see pom.xml. */
  private static final Path LIST = Path.of("target", "runtime-dependencies.txt");

  @TempDir private Path folder;

  @Test
  void eachRunTimeDependencyIsInTheNoticeWithALicenceThatSuits() throws IOException {
    assumeTrue(Files.exists(LIST), LIST + " is written by mvn generate-test-resources");
    Set<String> resolved = ThirdParty.resolved(LIST);
    assertThat(resolved)
        .contains("org.deeplearning4j:deeplearning4j-core")
        .doesNotContain("org.junit.jupiter:junit-jupiter");
    assertThat(ThirdParty.faults(resolved, ThirdParty.licences(notice()))).isEmpty();
  }

  @Test
  void licenceAndNoticeAreInTheJar() throws IOException {
    assumeTrue(Files.exists(LIST), LIST + " is written by mvn generate-test-resources");
    for (String name : List.of("LICENSE", "NOTICE")) {
      assertThat(Path.of("target", "classes", "META-INF", name))
          .hasSameBinaryContentAs(Path.of(name));
    }
  }

  @Test
  void aDependencyWithoutALineIsAFaultThatSaysWhatToDo() {
    assertThat(ThirdParty.faults(Set.of("org.new:thing"), Map.of()))
        .singleElement()
        .asString()
        .startsWith("org.new:thing is on the run-time class path, but not in NOTICE. Maybe ");
  }

  @Test
  void aLineWithoutADependencyIsAFaultToo() {
    assertThat(ThirdParty.faults(Set.of(), Map.of("org.old:thing", "MIT")))
        .singleElement()
        .asString()
        .startsWith("org.old:thing is in NOTICE, but not on the run-time class path. Maybe ");
  }

  @Test
  void whatComesUnderTheLgplOrTheGplAloneIsAFault() {
    for (String licence :
        List.of(
            "LGPL-3.0-or-later",
            "LGPL-2.1-only OR GPL-2.0-only",
            "Apache-2.0 AND LGPL-2.1-or-later",
            "(MIT OR GPL-2.0-only) AND GPL-3.0-only",
            "unknown")) {
      assertThat(ThirdParty.faults(Set.of("a:b"), Map.of("a:b", licence)))
          .as(licence)
          .singleElement()
          .asString()
          .startsWith("a:b comes under " + licence + " alone");
    }
  }

  @Test
  void aChoiceOfWhichOneSuitsIsNoFault() {
    for (String licence :
        List.of(
            "EPL-2.0 OR LGPL-2.1-only",
            "(Apache-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0) AND BSD-3-Clause")) {
      assertThat(ThirdParty.faults(Set.of("a:b"), Map.of("a:b", licence))).as(licence).isEmpty();
    }
  }

  @Test
  void aListByMavenIsReadWithAndWithoutClassifier() throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("list.txt"),
            """

            The following files have been resolved:
               org.bytedeco:openblas:jar:linux-x86_64:0.3.19-1.5.7:compile -- module openblas
               gg.jte:jte-runtime:jar:3.2.5:compile -- module gg.jte.runtime [auto]
               none
            """);
    assertThat(ThirdParty.resolved(list))
        .containsExactly("gg.jte:jte-runtime", "org.bytedeco:openblas");
  }

  @Test
  void proseInTheNoticeIsNoLineOfTheList() throws IOException {
    assertThat(ThirdParty.licences(notice()))
        .containsEntry("ch.qos.logback:logback-classic", "EPL-2.0 OR LGPL-2.1-only")
        .allSatisfy((artifact, licence) -> assertThat(licence).doesNotContain("brings"));
  }

  private static List<String> notice() throws IOException {
    return Files.readAllLines(Path.of("NOTICE"), StandardCharsets.UTF_8);
  }
}
