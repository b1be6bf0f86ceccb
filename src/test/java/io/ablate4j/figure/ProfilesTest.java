package io.ablate4j.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.stats.Bootstrap;
import io.ablate4j.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The bands of profiles, which are kept up to date from threshold to threshold. */
class ProfilesTest {
  @Test
  void the_band_at_each_threshold_is_that_of_counting_every_resample_anew() {
    List<List<Double>> seeds = seeds(9);
    Profiles.Line line = Profiles.Line.counting("both", seeds);
    int[] sizes = seeds.stream().mapToInt(List::size).toArray();
    assertThat(line.steps()).hasSizeGreaterThan(5);
    for (Profiles.Step step : line.steps()) {
      int[] above =
          seeds.stream()
              .mapToInt(s -> (int) s.stream().filter(v -> v >= step.threshold()).count())
              .toArray();
      Optional<Interval> band =
          Bootstrap.percentile(9, chosen -> share(chosen, above, sizes), .95, 2000, 7);
      assertThat(step.share().interval()).as("at %s", step.threshold()).isEqualTo(band);
    }
    assertThat(line.steps().get(3).share().interval()).isPresent();
  }

  @Test
  void few_seeds_have_no_band() {
    assertThat(Profiles.Line.counting("both", seeds(5)).steps())
        .isNotEmpty()
        .allMatch(step -> step.share().interval().isEmpty());
  }

  /** Of one to three values each, some of which are equal. */
  private static List<List<Double>> seeds(int number) {
    SplittableRandom random = new SplittableRandom(3);
    List<List<Double>> seeds = new ArrayList<>();
    for (int seed = 0; seed < number; seed++) {
      seeds.add(random.ints(1 + seed % 3, 0, 12).mapToObj(tenth -> tenth / 12.0).sorted().toList());
    }
    return seeds;
  }

  private static double share(int[] chosen, int[] above, int[] sizes) {
    int hits = 0;
    int trials = 0;
    for (int seed : chosen) {
      hits += above[seed];
      trials += sizes[seed];
    }
    return (double) hits / trials;
  }
}
