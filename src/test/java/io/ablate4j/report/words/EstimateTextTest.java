package io.ablate4j.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import org.junit.jupiter.api.Test;

class EstimateTextTest {
  private static EstimateText reported(Scale scale, double value, double low, double high) {
    return EstimateText.of(Estimate.of(8, value, new Interval(low, high, .95)), scale);
  }

  private static EstimateText ratio(double value, double low, double high) {
    return reported(Scale.RATIO, Math.log(value), Math.log(low), Math.log(high));
  }

  @Test
  void sharesAreReportedInPointsAndRatiosAsRatios() {
    assertThat(reported(Scale.SHARE, .0123, .0081, .0164).withInterval())
        .isEqualTo("+1.2 [0.8, 1.6]");
    assertThat(reported(Scale.SHARE, -.0123, -.0164, -.0081).withInterval())
        .isEqualTo("−1.2 [−1.6, −0.8]");
    assertThat(ratio(.62, .5, .77).withInterval()).isEqualTo("0.62 [0.50, 0.77]");
    assertThat(reported(Scale.NATS, .1234, .1, .15).withInterval()).isEqualTo("+0.12 [0.10, 0.15]");
    assertThat(reported(Scale.SHARE, .0123, .0081, .0165).unit()).isEqualTo("points");
    assertThat(ratio(.62, .5, .77).unit()).isEmpty();
  }

  @Test
  void aNarrowIntervalIsReportedWithMoreDigits() {
    assertThat(reported(Scale.SHARE, .03, .0292, .0308).withInterval())
        .isEqualTo("+3.00 [2.92, 3.08]");
    assertThat(ratio(.65, .643, .657).withInterval()).isEqualTo("0.650 [0.643, 0.657]");
    assertThat(reported(Scale.SHARE, .03, .02999, .03001).value()).isEqualTo("+3.000");
  }

  @Test
  void aDirectionIsThereOnlyWhereTheIntervalLeavesNoChangeOut() {
    assertThat(reported(Scale.SHARE, .01, .001, .02).direction()).isEqualTo(1);
    assertThat(reported(Scale.SHARE, -.01, -.02, -.001).direction()).isEqualTo(-1);
    assertThat(reported(Scale.SHARE, .01, -.001, .02).direction()).isZero();
    assertThat(reported(Scale.SHARE, .01, 0, .02).direction()).isZero();
    assertThat(ratio(1.1, 1.01, 1.2).direction()).isEqualTo(1);
    assertThat(ratio(1.1, .99, 1.2).direction()).isZero();
  }

  @Test
  void aBoundThatLeavesNoChangeOutDoesNotLookLikeNoChange() {
    assertThat(reported(Scale.SHARE, .0084, .0001, .0168).withInterval())
        .isEqualTo("+0.8 [0.01, 1.7]");
    assertThat(reported(Scale.SHARE, -.0084, -.0168, -.0001).interval()).isEqualTo("[−1.7, −0.01]");
    assertThat(ratio(1.05, 1.0003, 1.11).interval()).isEqualTo("[1.0003, 1.11]");
    // Where the interval holds no change, zero is what it looks like.
    assertThat(reported(Scale.SHARE, -.016, -.031, .0002).interval()).isEqualTo("[−3.1, 0.0]");
  }

  @Test
  void minusZeroIsNoNumber() {
    assertThat(reported(Scale.SHARE, -.0001, -.01, .01).withInterval())
        .isEqualTo("0.0 [−1.0, 1.0]");
  }

  @Test
  void withoutAnIntervalThereIsAValueAndNoDirection() {
    EstimateText reported = EstimateText.of(Estimate.pointOnly(1, .0214, "1 seed"), Scale.SHARE);
    assertThat(reported.withInterval()).isEqualTo("+2.1");
    assertThat(reported.direction()).isZero();
    assertThat(EstimateText.of(Estimate.pointOnly(1, Math.log(.5), "1 seed"), Scale.RATIO).value())
        .isEqualTo("0.50");
  }

  @Test
  void whatIsNotEstimableIsADash() {
    EstimateText reported = EstimateText.of(Estimate.notEstimable(0, "no pairs"), Scale.RATIO);
    assertThat(reported.withInterval()).isEqualTo("–");
    assertThat(reported.size()).isEqualTo("–");
  }

  @Test
  void oneIsSingular() {
    assertThat(EstimateText.count(1, "seed")).isEqualTo("1 seed");
    assertThat(EstimateText.count(0, "seed")).isEqualTo("0 seeds");
    assertThat(EstimateText.count(1234, "trial")).isEqualTo("1\u202f234 trials");
    assertThat(EstimateText.replicates(ContrastMetric.STEP_MILLIS, 1)).isEqualTo("1 round");
    assertThat(EstimateText.replicates(ContrastMetric.GAP_LOSS, 2)).isEqualTo("2 seeds");
  }

  @Test
  void smallPValuesAreBelowAThousandthAndNeverZero() {
    assertThat(Numbers.pValue(.00001)).isEqualTo("< 0.001");
    assertThat(Numbers.pValue(0)).isEqualTo("< 0.001");
    assertThat(Numbers.pValue(.001)).isEqualTo("0.001");
    assertThat(Numbers.pValue(.03125)).isEqualTo("0.031");
    assertThat(Numbers.pValue(1)).isEqualTo("1.000");
  }
}
