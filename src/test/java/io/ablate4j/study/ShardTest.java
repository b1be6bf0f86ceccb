package io.ablate4j.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Shard;
import io.ablate4j.plan.Trial;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.run.TrialCost;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyFiles;
import io.ablate4j.study.yaml.StudyReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  private static final Models MODELS = Models.onClassPath();

  private static CheckedStudy study(int seeds) {
    return new StudyReader(MODELS, Datasets.onClassPath(), new DataFolders(List.of()))
        .read(StudyFiles.resolve("quickstart"), Overrides.of(OptionalInt.of(seeds), List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 16, 300})
  void theyHaveEachTrialOnceInPlannedOrder(int count) {
    CheckedStudy study = study(8);
    List<Trial> plan = Planner.plan(study);
    TrialCost cost = new TrialCost(MODELS, study);
    List<Trial> all = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      List<Trial> part = new Shard(number, count).of(plan, cost);
      assertThat(part)
          .isSubsetOf(plan)
          .isSortedAccordingTo((a, b) -> plan.indexOf(a) - plan.indexOf(b));
      all.addAll(part);
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(plan);
  }

  @Test
  void whereSeedsGoRoundEachPartHasWholeSeeds() {
    CheckedStudy study = study(8);
    List<Trial> plan = Planner.plan(study);
    Set<Long> seen = new HashSet<>();
    for (int number = 1; number <= 4; number++) {
      List<Trial> part = new Shard(number, 4).of(plan, new TrialCost(MODELS, study));
      assertThat(part).hasSize(2 * 24);
      Set<Long> seeds = new HashSet<>(part.stream().map(Trial::seed).toList());
      assertThat(seeds).hasSize(2);
      for (long seed : seeds) {
        assertThat(seen.add(seed)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7, 12})
  void whereTheyDoNotPartsTakeMuchTheSame(int count) {
    CheckedStudy study = study(8);
    List<Trial> plan = Planner.plan(study);
    TrialCost cost = new TrialCost(MODELS, study);
    double mean = plan.stream().mapToDouble(cost).sum() / count;
    for (int number = 1; number <= count; number++) {
      double own = new Shard(number, count).of(plan, cost).stream().mapToDouble(cost).sum();
      assertThat(own / mean).isBetween(.95, 1.05);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "3", "a/b", "1/0", "-1/3", "1/3/5", "", "99999999999/3"})
  void whatIsNoPartIsOneProblem(String text) {
    assertThatThrownBy(() -> Shard.of(text))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("Maybe");
  }

  @Test
  void aPartIsReadAsItIsWritten() {
    assertThat(Shard.of("3/16")).isEqualTo(new Shard(3, 16)).hasToString("3/16");
  }
}
