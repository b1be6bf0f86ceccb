package io.ablate4j.forecast;

import static io.ablate4j.forecast.ForecastFixtures.HERE;
import static io.ablate4j.forecast.ForecastFixtures.result;
import static io.ablate4j.forecast.ForecastFixtures.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Trial;
import io.ablate4j.trial.TrialKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Predictions of trials of two epochs: 20 steps, 280 evaluated images and 6 checks of 40. */
class ForecasterTest {
  private static final double IMAGES = 280 + 240;
  private static final double LONG_STEP = 10;
  private static final Others BUSY = new Others(1.5);

  private final List<Trial> trials =
      Stream.of("mlp", "cnn")
          .flatMap(model -> IntStream.rangeClosed(1, 4).mapToObj(seed -> trial(model, 10, 2, seed)))
          .toList();
  private final Left all = new Left(trials, List.of());
  private final Shop shop = new Shop();
  private long now;

  /** Benches on which steps take what is said, or a second, and a network a second. */
  private final class Shop implements Workshop {
    private final List<Trial> measured = new ArrayList<>();
    private final Deque<Double> steps = new ArrayDeque<>();
    private double slowdown = 1;
    private int opened;
    private int closed;

    @Override
    public void open(int number) {
      opened += number;
    }

    @Override
    public List<Bench> benches() {
      return List.of(
          new Bench() {
            @Override
            public Optional<Sample> measure(Trial trial, boolean first) {
              now += 1_000_000_000L;
              measured.add(trial);
              double step = steps.isEmpty() ? 1 : steps.poll();
              return Optional.of(new Sample(new Rates(step, 0, 0), new Share(1, 1)));
            }

            @Override
            public boolean ready(Trial trial) {
              return true;
            }

            @Override
            public Optional<Share> train(double seconds) {
              return Optional.of(new Share(seconds, seconds / slowdown));
            }

            @Override
            public void close() {}
          });
    }

    @Override
    public double startSeconds() {
      return 1;
    }

    @Override
    public void close() {
      closed++;
    }
  }

  /** A step computes as much in every network; reckoned, it takes some seconds. */
  private Forecaster forecaster(double reckonedStep) {
    return new Forecaster(
        new Speeds(any -> 2e10 * reckonedStep, any -> 1),
        HERE,
        shop,
        () -> now,
        WarmUp.NONE,
        WarmUp.NONE);
  }

  private static void learn(Forecaster forecaster, List<Trial> trained, Rates rates, String where) {
    forecaster.learn(
        trained.stream().map(Trial::planned).toList(),
        trained.stream().map(trial -> result(trial, rates, 6, 0, where)).toList());
  }

  @Test
  void whatIsStoredIsNotMeasuredAndIsTheMeasureOfAllThatIsLeft() {
    Forecaster forecaster = forecaster(LONG_STEP);
    List<Trial> trained = List.of(trials.get(0), trials.get(4));
    learn(forecaster, trained, new Rates(3, .1, 0), HERE.processor().orElseThrow());
    Left left = Left.of(plan(), Map.of(), keys(trained));
    assertThat(left.size()).isEqualTo(6);
    assertThat(forecaster.begin(left, 2, Others.NONE)).isZero();
    forecaster.measure();
    assertThat(shop.opened).isZero();
    Forecast forecast = forecaster.forecast(left, 2, 8, 0, true);
    assertThat(forecast.basis()).isEqualTo(Basis.STORED);
    double trial = 20 * 3 + IMAGES * .1;
    assertThat(forecast.trainingSeconds()).isCloseTo(3 * trial, within(.01));
    assertThat(forecast.seconds())
        .isEqualTo(forecast.startSeconds() + forecast.trainingSeconds() + forecast.endSeconds());
  }

  @Test
  void trialsOfAnotherMachineAreMeasuredHere() {
    Forecaster forecaster = forecaster(LONG_STEP);
    learn(forecaster, trials, new Rates(3, .1, 0), "A slow one");
    assertThat(forecaster.begin(all, 2, Others.NONE)).isEqualTo(2);
    forecaster.measure();
    assertThat(shop.opened).isEqualTo(2);
    assertThat(shop.closed).isEqualTo(1);
    Forecast forecast = forecaster.forecast(all, 2, 8, 7, false);
    assertThat(forecast.basis()).isEqualTo(Basis.MEASURED);
    assertThat(forecast.startSeconds()).as("workers are there").isZero();
    assertThat(forecast.trainingSeconds()).isCloseTo(4 * 20 * 1, within(1e-9));
    assertThat(forecast.timingSeconds()).isEqualTo(7);
  }

  @Test
  void onABusyMachineAllTakesAsMuchLonger() {
    Forecaster forecaster = forecaster(LONG_STEP);
    shop.slowdown = 3;
    forecaster.begin(all, 2, BUSY);
    forecaster.measure();
    assertThat(forecaster.forecast(all, 2, 8, 0, false).trainingSeconds())
        .isCloseTo(3 * 4 * 20, within(1e-9));
    assertThat(forecaster.quietStepSeconds(trials.get(0)))
        .as("what the timing pass sees")
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void aStudyOfSecondsIsNotMeasured() {
    Forecaster forecaster = forecaster(.01);
    assertThat(forecaster.begin(all, 2, Others.NONE)).isZero();
    forecaster.measure();
    assertThat(shop.measured).isEmpty();
    assertThat(forecaster.forecast(all, 2, 8, 0, true).basis()).isEqualTo(Basis.RECKONED);
  }

  @Test
  void whatWasStoredOnAQuietMachineIsComparedWithABusyOne() {
    Forecaster forecaster = forecaster(LONG_STEP);
    learn(forecaster, trials, new Rates(1, 0, 0), HERE.processor().orElseThrow());
    shop.slowdown = 2.5;
    assertThat(forecaster.begin(all, 2, BUSY)).isEqualTo(2);
    forecaster.measure();
    Forecast forecast = forecaster.forecast(all, 2, 8, 0, false);
    assertThat(forecast.basis()).isEqualTo(Basis.STORED);
    assertThat(forecast.trainingSeconds()).isCloseTo(4 * 20 * 2.5, within(.01));
  }

  @Test
  void theNetworksThatTakeLongestAreMeasuredFirst() {
    // The smaller the batch the more steps; none is begun after three seconds.
    assertThat(measuredOf(forecaster(.04))).containsExactlyElementsOf(batches().subList(0, 4));
  }

  @Test
  void ofALongStudyATwentiethGoesIntoMeasuring() {
    Forecaster forecaster = forecaster(.2);
    double guessed = batches().stream().mapToDouble(forecaster::seconds).sum();
    assertThat(guessed / 20).isBetween(8.0, 10.0);
    assertThat(measuredOf(forecaster)).hasSize(1 + (int) Math.ceil(guessed / 20));
  }

  @Test
  void butNoMoreThanAQuarterOfAMinute() {
    assertThat(measuredOf(forecaster(100))).hasSize(1 + 15);
  }

  @Test
  void aNetworkTakesTheMedianOfWhatWasMeasuredOfItButTheFirst() {
    Forecaster forecaster = forecaster(LONG_STEP);
    shop.steps.addAll(List.of(9.0, 3.0, 3.0, 3.0, 3.0, 3.0, 2.0));
    Left one = new Left(trials.subList(0, 1), List.of());
    forecaster.begin(one, 1, Others.NONE);
    forecaster.measure();
    assertThat(shop.measured).as("a twentieth of 200 s after the first").hasSize(12);
    assertThat(forecaster.quietStepSeconds(trials.get(0))).isEqualTo(2);
  }

  private static List<Trial> batches() {
    return IntStream.rangeClosed(1, 50).mapToObj(batch -> trial("mlp", batch, 2, 1)).toList();
  }

  private List<Trial> measuredOf(Forecaster forecaster) {
    forecaster.begin(new Left(batches(), List.of()), 1, Others.NONE);
    forecaster.measure();
    return shop.measured;
  }

  @Test
  void aTrialWhoseLevelIsNotChosenTakesTheMeanOfWhatItMayBecome() {
    Forecaster forecaster = forecaster(LONG_STEP);
    List<Trial> either = List.of(trial("mlp", 10, 2, 1), trial("mlp", 10, 4, 1));
    Left left = new Left(List.of(trials.get(0)), List.of(either));
    learn(forecaster, trials, new Rates(1, 0, 0), HERE.processor().orElseThrow());
    // It waits for the first one, though there are two workers.
    assertThat(forecaster.forecast(left, 2, 2, 0, true).trainingSeconds())
        .isCloseTo(20 + (20 + 40) / 2.0, within(.01));
  }

  private Plan plan() {
    return new Plan(trials, List.of());
  }

  private static Set<TrialKey> keys(List<Trial> trials) {
    return trials.stream().map(Trial::key).collect(Collectors.toSet());
  }
}
