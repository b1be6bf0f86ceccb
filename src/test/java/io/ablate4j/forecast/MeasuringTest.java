package io.ablate4j.forecast;

import static io.ablate4j.forecast.ForecastFixtures.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.forecast.Measuring.Measured;
import io.ablate4j.plan.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Measures on a clock that only the benches move, one bench at a time. */
class MeasuringTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<Trial> networks =
      IntStream.rangeClosed(1, 1000).mapToObj(batch -> trial("mlp", batch, 1, 1)).toList();
  private long now = Long.MAX_VALUE - SECOND; // clocks of this kind may begin anywhere

  /** Takes a second for each, and five for the first. */
  private final class Slow implements Bench {
    private final List<Trial> seen = new ArrayList<>();
    private final List<Trial> ready = new ArrayList<>();
    private final int lostAfter;
    private double slowdown = 1;
    private double slowdownAtOnce = 1;

    Slow(int lostAfter) {
      this.lostAfter = lostAfter;
    }

    @Override
    public Optional<Sample> measure(Trial trial, boolean first) throws BenchLost {
      now += (first ? 5 : 1) * SECOND;
      if (seen.size() == lostAfter) {
        throw new BenchLost("killed", null);
      }
      seen.add(trial);
      return trial.settings().batchSize() == 2
          ? Optional.empty()
          : Optional.of(new Sample(new Rates(1, 1, 1), new Share(slowdown, 1)));
    }

    @Override
    public boolean ready(Trial trial) {
      ready.add(trial);
      return true;
    }

    @Override
    public Optional<Share> train(double seconds) {
      return Optional.of(new Share(seconds, seconds / slowdownAtOnce));
    }

    @Override
    public void close() {}
  }

  @Test
  void thousandsOfNetworksTakeNoMoreThanTheTimeThereIs() {
    Slow bench = new Slow(Integer.MAX_VALUE);
    long start = now;
    Measuring measuring = new Measuring(() -> now, WarmUp.NONE);
    List<Measured> measured = measuring.run(List.of(bench), networks, 3.5);
    assertThat((now - start) / SECOND).as("five for what is loaded, and four").isEqualTo(9);
    assertThat(bench.seen).containsExactlyElementsOf(networks.subList(0, 5));
    assertThat(measured.stream().map(Measured::trial))
        .as("but the one that cannot be measured")
        .containsExactly(networks.get(0), networks.get(2), networks.get(3), networks.get(4));
    assertThat(measuring.age()).as("with a second of training at once").isEqualTo(4 + 1);
  }

  @Test
  void whereThereIsTimeEachIsMeasuredAgainAndAgain() {
    Slow bench = new Slow(Integer.MAX_VALUE);
    List<Trial> few = networks.subList(2, 4);
    new Measuring(() -> now, WarmUp.NONE).run(List.of(bench), few, 3.5);
    assertThat(bench.seen)
        .containsExactly(few.get(0), few.get(1), few.get(0), few.get(1), few.get(0));
  }

  @Test
  void ratesAreThoseThatAWarmWorkerHas() {
    WarmUp warmUp = new WarmUp(new WarmUp.Term(1, 2));
    List<Measured> measured =
        new Measuring(() -> now, warmUp)
            .run(List.of(new Slow(Integer.MAX_VALUE)), networks.subList(2, 4), 2.5);
    for (int second = 0; second < 4; second++) {
      assertThat(measured.get(second).rates().stepSeconds())
          .isCloseTo(1 / warmUp.slowness(second), within(1e-12));
    }
  }

  @Test
  void whereOthersUseTheProcessorsThatIsKnownAndNoCostOfANetwork() {
    WarmUp warmUp = new WarmUp(new WarmUp.Term(1, 2));
    Slow bench = new Slow(Integer.MAX_VALUE);
    bench.slowdown = 4;
    bench.slowdownAtOnce = 5;
    Measuring measuring = new Measuring(() -> now, warmUp);
    List<Measured> measured = measuring.run(List.of(bench), networks.subList(2, 4), 2.5);
    assertThat(measuring.slowdown()).as("as in trials, without a pause").isEqualTo(5);
    assertThat(bench.ready).as("of the network that tells most").containsExactly(networks.get(2));
    assertThat(measuring.age())
        .as("three networks after the first, and training at once")
        .isCloseTo(3 / 4.0 + 1 / 5.0, within(1e-12));
    assertThat(measured.get(3).rates().stepSeconds())
        .isCloseTo(1 / warmUp.slowness(3 / 4.0), within(1e-12));
  }

  @Test
  void aBenchThatIsLostLeavesWhatItHasMeasured() {
    Slow lost = new Slow(3);
    Measuring measuring = new Measuring(() -> now, WarmUp.NONE);
    assertThat(measuring.run(List.of(lost), networks, 100)).hasSize(2);
    assertThat(lost.ready).isEmpty();
    assertThat(measuring.slowdown()).as("nothing is known").isEqualTo(1);
  }
}
