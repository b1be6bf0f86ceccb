package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.hypothesis.TrialMetrics;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return CommandLineInterface.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private static SyntheticStudy.Builder study() {
    return new SyntheticStudy.Builder().models("mlp").batchSizes(16).seeds(6).withoutMishaps();
  }

  private String stored(
      String name, SyntheticStudy study, UnaryOperator<TrialResult> change, double millis) {
    try (ResultStore store = SqliteStore.open(folder.resolve(name).resolve("study.db"))) {
      store.begin(study.study(), List.of(), study.planned());
      study.results().stream().map(change).forEach(store::save);
      store.saveTiming(
          name,
          study.planned().stream()
              .map(PlannedTrial::cell)
              .distinct()
              .flatMap(
                  cell ->
                      java.util.stream.IntStream.rangeClosed(1, 6)
                          .mapToObj(
                              round ->
                                  new TimingRound(
                                      cell,
                                      TimingRound.Layout.ONE_THREAD,
                                      round,
                                      millis,
                                      0,
                                      false)))
              .toList());
    }
    return folder.resolve(name).toString();
  }

  /** Test accuracy a tenth lower, everything else as it was. */
  private static TrialResult worse(TrialResult result) {
    return Records.with(
        result,
        result.measurements().stream()
            .map(
                m ->
                    m.metric() == Metric.ACCURACY && m.split() == Split.TEST
                        ? new Measurement(
                            m.metric(), m.split(), m.epoch(), m.step(), m.value() - .1)
                        : m)
            .toList());
  }

  @Test
  void a_study_equals_itself_bit_by_bit() {
    String a = stored("a", study().build(), r -> r, 2);
    assertThat(run("compare", a, a)).isZero();
    assertThat(out.toString())
        .contains("24 trials have the same key in both; all of their numbers are equal bit by bit")
        .doesNotContain("Only in")
        .containsPattern(
            "(?m)^mlp +dropout +16 +0\\.001 +4 .* \\+0\\.00 +6 .* 1\\.00 +2\\.000 +2\\.000 +1\\.00 +1\\.00(  |$)");
  }

  @Test
  void other_numbers_under_the_same_key_are_reported_with_their_difference() {
    String a = stored("a", study().build(), r -> r, 2);
    String b = stored("b", study().build(), CompareCommandTest::worse, 3);
    assertThat(run("compare", a, b)).isZero();
    assertThat(out.toString())
        .contains("24 trials have the same key in both; 24 of them have other numbers. Maybe")
        .containsPattern(
            "(?m)^mlp +none .* -10\\.00 +6 .* \\+10\\.00 .* 2\\.000 +3\\.000 +1\\.50 +-(  |$)");
  }

  @Test
  void cells_that_one_study_alone_has_are_listed_and_other_seeds_make_no_pair() {
    String a = stored("a", study().build(), r -> r, 2);
    String b = stored("b", study().batchSizes(16, 64).seeds(4).build(), r -> r, 2);
    assertThat(run("compare", a, b)).isZero();
    assertThat(out.toString())
        .contains("16 trials have the same key in both")
        .contains("Only in B:", "  mlp, none, batch size 64, learning rate 0.001, epochs 4")
        .containsPattern("(?m)^mlp +none .* \\+0\\.00 +4 ");
  }

  @Test
  void studies_without_a_common_cell_say_so() {
    String a = stored("a", study().build(), r -> r, 2);
    String b = stored("b", study().models("cnn").build(), r -> r, 2);
    assertThat(run("compare", a, b)).isZero();
    assertThat(out.toString()).contains("The two studies have no cell in common.", "Only in A:");
  }

  @Test
  void the_same_is_written_as_a_tidy_table() throws IOException {
    String a = stored("a", study().build(), r -> r, 2);
    String b = stored("b", study().build(), CompareCommandTest::worse, 3);
    Path csv = folder.resolve("new/comparison.csv");
    assertThat(run("compare", a, b, "--csv", csv.toString())).isZero();
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0))
        .startsWith(
            "model,regularization,batch_size,learning_rate,epochs,in,same_key,same_bits,a,b")
        .endsWith("p_t,p_wilcoxon,variance_reduction,seeds_needed");
    // four arms; eight metrics paired by seed, those that classes bring, and the cost of a step
    int metrics = 8 + TrialMetrics.contrasts().size() + 1;
    assertThat(lines).hasSize(1 + 4 * metrics);
    assertThat(lines.get(1))
        .startsWith("mlp,none,16,0.001,4,both,6,0,")
        .contains(",test-accuracy,");
    assertThat(lines.get(metrics)).contains(",2,3,step-millis,log-ratio,,,,,,,0.405465108108164");
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(line.split(",", -1)).hasSize(lines.get(0).split(",").length));
  }

  @Test
  void a_folder_without_a_store_is_named_with_advice() {
    String a = stored("a", study().build(), r -> r, 2);
    assertThat(run("compare", a, folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("nowhere").contains("Maybe").doesNotContain("\tat ");
    assertThat(run("compare", a)).isEqualTo(2);
  }
}
