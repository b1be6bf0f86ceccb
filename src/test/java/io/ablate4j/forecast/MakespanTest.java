package io.ablate4j.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MakespanTest {
  private static double of(int workers, double... trials) {
    Makespan makespan = new Makespan(workers, 0, WarmUp.NONE);
    for (double trial : trials) {
      makespan.add(trial);
    }
    return makespan.seconds();
  }

  @Test
  void oneWorkerTakesTheSum() {
    assertThat(of(1, 3, 1, 2)).isEqualTo(6);
    assertThat(of(1)).isZero();
  }

  @Test
  void aWorkerThatIsFreeTakesTheNextTrialInItsOrder() {
    // The first is busy until 3; the second takes 1, then 2, then 5.
    assertThat(of(2, 3, 1, 2, 5)).isEqualTo(8);
    assertThat(of(2, 5, 3, 2, 1)).as("longest first").isEqualTo(6);
  }

  @Test
  void aLongTrialAtTheEndKeepsOneWorkerWhileTheOthersAreDone() {
    assertThat(of(2, 1, 1, 1, 1, 10)).isEqualTo(12);
  }

  @Test
  void whatFollowsFromOthersBeginsWhenAllOfThemAreDone() {
    Makespan makespan = new Makespan(2, 0, WarmUp.NONE);
    makespan.add(3);
    makespan.add(1);
    makespan.await();
    makespan.add(2);
    assertThat(makespan.seconds()).isEqualTo(5);
  }

  @Test
  void eachWorkerIsSlowerAtItsStart() {
    WarmUp warmUp = new WarmUp(new WarmUp.Term(1, 2));
    Makespan makespan = new Makespan(2, 0, warmUp);
    double first = makespan.add(4);
    makespan.add(4);
    double third = makespan.add(4);
    assertThat(first).isEqualTo(warmUp.seconds(0, 4));
    assertThat(third).isEqualTo(warmUp.seconds(4, 4)).isLessThan(first);
    assertThat(makespan.seconds()).isCloseTo(warmUp.seconds(0, 8), within(1e-12));
  }

  @Test
  void withoutAWorkerThereIsNoAnswer() {
    assertThatThrownBy(() -> of(0, 1)).hasMessageContaining("on 0 workers");
  }
}
