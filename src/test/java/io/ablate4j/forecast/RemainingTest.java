package io.ablate4j.forecast;

import static io.ablate4j.forecast.ForecastFixtures.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.plan.Trial;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RemainingTest {
  private static final double AFTER = 30;

  private final List<Trial> trials =
      LongStream.rangeClosed(1, 20).mapToObj(seed -> trial("mlp", 10, 1, seed)).toList();

  private static Remaining remaining(int workers) {
    return new Remaining(any -> 10, new Makespan(workers, 0, WarmUp.NONE), any -> AFTER);
  }

  @Test
  void atFirstItIsWhatWasPredicted() {
    Remaining remaining = remaining(2);
    remaining.begin(trials, 2, 1000);
    assertThat(remaining.seconds(1000)).isEqualTo(100 + AFTER);
    assertThat(remaining.seconds(1004)).as("four seconds later").isEqualTo(96 + AFTER);
    assertThat(remaining.ratio()).isEqualTo(1);
  }

  @Test
  void trialsThatTakeAsLongAsPredictedChangeNothing() {
    Remaining remaining = remaining(2);
    remaining.begin(trials, 2, 0);
    for (int i = 0; i < trials.size(); i++) {
      double now = 10 * (i / 2 + 1);
      remaining.ended(trials.get(i), true, now);
      // Of a pair that ends together the second is late until it has been heard of.
      assertThat(remaining.seconds(now)).isCloseTo(100 - now + AFTER, within(1e-9));
    }
  }

  @Test
  void aMachineThatIsTwiceAsSlowIsBelievedMoreAndMore() {
    Remaining remaining = remaining(1);
    remaining.begin(trials, 1, 0);
    double before = 1;
    for (int i = 0; i < 10; i++) {
      remaining.ended(trials.get(i), true, 20 * (i + 1));
      assertThat(remaining.ratio()).isGreaterThan(before).isLessThan(before + .4);
      before = remaining.ratio();
    }
    assertThat(before).isBetween(1.8, 2.0);
    assertThat(remaining.seconds(200)).isCloseTo(before * 100 + AFTER, within(1e-9));
  }

  @Test
  void oneSlowTrialDoesNotDoubleWhatIsLeft() {
    Remaining remaining = remaining(1);
    remaining.begin(trials, 1, 0);
    remaining.ended(trials.get(0), true, 40);
    assertThat(remaining.seconds(40)).isBetween(190 + AFTER, 390 + AFTER);
    assertThat(remaining.ratio()).isCloseTo(60 / 30.0, within(1e-9));
  }

  @Test
  void trialsThatEndEarlyTellNothingOfTheOthers() {
    Remaining remaining = remaining(1);
    remaining.begin(trials, 1, 0);
    remaining.ended(trials.get(0), false, 1);
    assertThat(remaining.ratio()).isEqualTo(1);
    assertThat(remaining.seconds(1)).isEqualTo(190 + AFTER);
  }

  @Test
  void whatWasSeenOfTheFirstTrialsHoldsForThoseThatFollowFromThem() {
    Remaining remaining = remaining(1);
    remaining.begin(trials.subList(0, 10), 1, 0);
    for (int i = 0; i < 10; i++) {
      remaining.ended(trials.get(i), true, 15 * (i + 1));
    }
    double ratio = remaining.ratio();
    assertThat(ratio).isBetween(1.4, 1.5);
    remaining.begin(trials.subList(10, 20), 1, 150);
    assertThat(remaining.ratio()).isCloseTo(ratio, within(1e-9));
    assertThat(remaining.seconds(150)).isCloseTo(100 * ratio + AFTER, within(1e-9));
  }

  @Test
  void afterTheTrialsThePassAndTheReportAreLeft() {
    Remaining remaining = remaining(2);
    remaining.begin(trials.subList(0, 1), 2, 0);
    remaining.ended(trials.get(0), true, 10);
    assertThat(remaining.seconds(11)).isEqualTo(AFTER);
  }

  @Test
  void aPassThatGoesByTheTimeOfTheTrialsTakesLongerWhereTheyDo() {
    Remaining remaining =
        new Remaining(any -> 10, new Makespan(1, 0, WarmUp.NONE), ratio -> AFTER * ratio);
    remaining.begin(trials.subList(0, 10), 1, 0);
    assertThat(remaining.seconds(0)).isEqualTo(100 + AFTER);
    for (int i = 0; i < 10; i++) {
      remaining.ended(trials.get(i), true, 20 * (i + 1));
    }
    assertThat(remaining.seconds(200)).isCloseTo(remaining.ratio() * AFTER, within(1e-9));
    assertThat(remaining.ratio()).isGreaterThan(1.8);
  }

  @Test
  void anExecutorMayTakeThemInAnotherOrder() {
    Remaining remaining = remaining(1);
    remaining.begin(trials, 1, 0);
    remaining.ended(trials.get(19), true, 10);
    assertThat(remaining.seconds(0)).isEqualTo(190 + AFTER);
  }
}
