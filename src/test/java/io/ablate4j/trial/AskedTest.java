package io.ablate4j.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AskedTest {
  private static final Asked ALL = new Asked(List.of(), OptionalDouble.empty(), List.of());
  private static final Asked SOME =
      new Asked(List.of(4, 1), OptionalDouble.of(.9), List.of("weight-norm", "dead-units"));

  private static Asked at(Integer... epochs) {
    return new Asked(List.of(epochs), OptionalDouble.empty(), List.of());
  }

  private static Asked until(double accuracy) {
    return new Asked(List.of(), OptionalDouble.of(accuracy), List.of());
  }

  @Test
  void itIsWrittenAndReadAgain() {
    assertThat(SOME.json())
        .isEqualTo(
            "{\"epochs\":[1,4],\"until\":0.9,\"probes\":[\"dead-units\",\"weight-norm\"],"
                + "\"probeProtocol\":4}");
    assertThat(Asked.read(SOME.json())).isEqualTo(SOME);
    assertThat(Asked.read(ALL.json())).isEqualTo(ALL);
    assertThatThrownBy(() -> Asked.read("{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{");
  }

  @Test
  void whatIsReadOnTheTestSetIsAskedForAsProbesAre() {
    Asked more = new Asked(List.of(), OptionalDouble.empty(), List.of(), List.of("accuracy-mc50"));
    assertThat(more.json())
        .isEqualTo("{\"epochs\":[],\"test\":[\"accuracy-mc50\"],\"probeProtocol\":4}");
    assertThat(Asked.read(more.json())).isEqualTo(more);
    assertThat(Asked.read(more.json().replace("ol\":4", "ol\":2"))).isEqualTo(ALL);
    assertThat(more.answers(ALL)).isTrue();
    assertThat(ALL.answers(more)).isFalse();
    assertThat(SOME.and(more).onTest()).containsExactly("accuracy-mc50");
  }

  @Test
  void readingsOfAnEarlierVersionOfTheProbesAreNone() {
    assertThat(Asked.read(SOME.json().replace("Protocol\":4", "Protocol\":2")).probes()).isEmpty();
  }

  @Test
  void aProbeThatGivesMoreThanItDidIsLackingAndNoOtherOne() {
    Asked asked =
        new Asked(List.of(), OptionalDouble.empty(), List.of("mc-dropout", "weight-norm"));
    assertThat(Asked.read(asked.json())).isEqualTo(asked);
    Asked stored = Asked.read(asked.json().replace("Protocol\":4", "Protocol\":3"));
    assertThat(stored.probes()).containsExactly("weight-norm");
    assertThat(stored.answers(asked)).isFalse();
    assertThat(stored.and(asked)).isEqualTo(asked);
  }

  @Test
  void aResultOfBeforeSaysNothingAndHasAllButProbes() {
    Asked before = Asked.of(Provenance.of(Map.of()));
    assertThat(before.answers(ALL)).isTrue();
    assertThat(before.answers(at(1, 2))).isTrue();
    assertThat(before.answers(until(.5))).isTrue();
    assertThat(before.answers(SOME)).isFalse();
  }

  @Test
  void aRicherResultAnswersAPoorerQuestionAndNotTheOtherWayRound() {
    assertThat(at(1, 2, 4).answers(at(1, 4))).isTrue();
    assertThat(at(1, 4).answers(at(1, 2, 4))).isFalse();
    assertThat(at(1, 4).answers(ALL)).isFalse();
    assertThat(ALL.answers(at(1, 4))).isTrue();
    assertThat(until(.9).answers(until(.8))).isTrue();
    assertThat(until(.8).answers(until(.9))).isFalse();
    assertThat(until(.8).answers(ALL)).isFalse();
    assertThat(SOME.answers(new Asked(List.of(1), OptionalDouble.of(.5), List.of("dead-units"))))
        .isTrue();
  }

  @Test
  void bothTogetherAnswerEach() {
    assertThat(at(1, 2).and(at(4))).isEqualTo(at(1, 2, 4));
    assertThat(at(1, 2).and(ALL)).isEqualTo(ALL);
    assertThat(until(.8).and(until(.9))).isEqualTo(until(.9));
    assertThat(SOME.and(ALL).probes()).containsExactly("dead-units", "weight-norm");
    assertThat(SOME.and(at(2)).answers(SOME)).isTrue();
    assertThat(SOME.and(at(2)).answers(at(2))).isTrue();
  }

  @Test
  void pointsDoubleUpToTheLastEpoch() {
    assertThat(EvaluationPoints.USUAL.epochs(1)).containsExactly(1);
    assertThat(EvaluationPoints.USUAL.epochs(5)).containsExactly(1, 2, 4, 5);
    assertThat(EvaluationPoints.USUAL.epochs(12)).containsExactly(1, 2, 4, 8, 12);
    assertThat(EvaluationPoints.USUAL.epochs(16)).containsExactly(1, 2, 4, 8, 16);
    assertThat(EvaluationPoints.USUAL.epochs(Integer.MAX_VALUE)).hasSize(32);
    assertThat(EvaluationPoints.ALL.epochs(3)).containsExactly(1, 2, 3);
    assertThat(EvaluationPoints.at(List.of(7, 3)).epochs(5)).containsExactly(3, 5);
    for (EvaluationPoints points :
        List.of(EvaluationPoints.USUAL, EvaluationPoints.ALL, EvaluationPoints.at(List.of(7, 3)))) {
      assertThat(EvaluationPoints.parse(points.word())).isEqualTo(points);
    }
  }

  @Test
  void checksComeEveryEighthOfWhatIsTrainedOnceThatIsMore() {
    CheckSpacing spacing = new CheckSpacing(10);
    long due = 0;
    for (long expected : new long[] {10, 20, 30, 40, 50, 60, 70, 80, 90, 110, 130, 150, 170, 200}) {
      due = spacing.after(due);
      assertThat(due).isEqualTo(expected);
    }
    assertThat(spacing.count(9)).isZero();
    assertThat(spacing.count(80)).isEqualTo(8);
    assertThat(spacing.count(199)).isEqualTo(13);
  }
}
