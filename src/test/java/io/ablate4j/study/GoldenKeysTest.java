package io.ablate4j.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.GlyphSource;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyFiles;
import io.ablate4j.study.yaml.StudyFixtures;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TrialKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The keys of trials that are stored somewhere already. One that changes has its trial trained
 * again in every old store, so it may change only where {@code TrialSpecJson.PROTOCOL} is raised on
 * purpose, because an unchanged trial gives other numbers.
 *
 * <p>Beside it are the study files as they were; {@code quickstart} and {@code reference} had eight
 * seeds. {@code golden/keys.txt} has a line a trial in planned order: study, cell and seed, key as
 * of protocol 2. It was raised for the vector kernels and for checks that end. Data come from
 * {@link StudyFixtures}, but for glyphs, which are drawn, and for the checksum of MNIST in {@code
 * reference}.
 */
class GoldenKeysTest {
  /** Of MNIST as {@code reports/reference} was trained on. */
  private static final String MNIST =
      "b2d8f5bf39174ee5ffeefa97e42d673c35432b411bb5d1f74fbbeddae7f1690a";

  private static final Path GOLDEN = resource("golden");

  private static Stream<String> studies() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      List<String> own =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".yaml"))
              .map(file -> file.substring(0, file.length() - ".yaml".length()))
              .sorted()
              .toList();
      return own.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("studies")
  void trialsKeepTheKeysTheyAreStoredUnder(String study) throws IOException {
    List<String> golden =
        Files.readAllLines(GOLDEN.resolve("keys.txt"), StandardCharsets.UTF_8).stream()
            .filter(line -> line.startsWith(study + " "))
            .toList();
    assertThat(golden).isNotEmpty();
    assertThat(lines(study)).isEqualTo(golden);
  }

  @Test
  void builtInStudiesKeepThemForAllTheirSeeds() throws IOException {
    for (String study : List.of("quickstart", "reference")) {
      List<String> before = lines(study);
      List<String> now = lines(study, StudyFiles.resolve(study));
      assertThat(now).startsWith(before.toArray(String[]::new)).hasSize(before.size() / 8 * 10);
    }
  }

  private static List<String> lines(String study) throws IOException {
    String name = study + ".yaml";
    return lines(study, new StudySource(name, Files.readString(GOLDEN.resolve(name))));
  }

  private static List<String> lines(String study, StudySource source) {
    List<String> lines = new ArrayList<>();
    for (Trial trial : Planner.plan(checked(study, source))) {
      lines.add(
          "%s %s %s batch %d rate %s epochs %d seed %d %s"
              .formatted(
                  study,
                  trial.cell().level("model"),
                  trial.cell().level("regularization"),
                  Roles.batchSize(trial.cell()),
                  Double.parseDouble(trial.cell().level("learningRate")),
                  Integer.parseInt(trial.cell().level("epochs")),
                  trial.seed(),
                  keyOfProtocolTwo(trial)));
    }
    return lines;
  }

  /** What changes no number keeps its key: specs differ from those of protocol 2 in this alone. */
  private static String keyOfProtocolTwo(Trial trial) {
    String spec = TrialSpecJson.write(trial);
    assertThat(TrialKey.ofCanonicalJson(spec)).isEqualTo(trial.key());
    String before = spec.replace("\"protocol\":4,", probes(trial) + "\"protocol\":2,");
    assertThat(before).isNotEqualTo(spec);
    return TrialKey.ofCanonicalJson(before).sha256();
  }

  /** What is asked besides was part of the spec where it was anything. */
  private static String probes(Trial trial) {
    return trial.asked().probes().isEmpty()
        ? ""
        : trial.asked().probes().stream()
            .collect(Collectors.joining("\",\"", "\"probeProtocol\":2,\"probes\":[\"", "\"],"));
  }

  private static CheckedStudy checked(String study, StudySource source) {
    CheckedStudy checked = StudyFixtures.reader().read(source, Overrides.NONE);
    String checksum =
        switch (study) {
          case "quickstart" ->
              new GlyphSource()
                  .open(checked.study().dataset(), new DataFolders(List.of()))
                  .checksum();
          case "reference" -> MNIST;
          default -> checked.data().get(0).checksum();
        };
    return new CheckedStudy(
        checked.study(),
        checked.data().stream()
            .map(
                data ->
                    new CheckedData(
                        data.name(),
                        data.spec(),
                        data.shape(),
                        data.classNames(),
                        checksum,
                        data.survey()))
            .toList(),
        checked.probes(),
        checked.notices(),
        checked.places());
  }

  private static Path resource(String name) {
    return Path.of(
        Objects.requireNonNull(GoldenKeysTest.class.getResource("/io/ablate4j/plan/" + name), name)
            .getPath());
  }
}
