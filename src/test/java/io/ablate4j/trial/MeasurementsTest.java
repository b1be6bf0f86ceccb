package io.ablate4j.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A trial's measurements in columns are the list they were made of. */
class MeasurementsTest {
  @Test
  void what_is_kept_comes_back_in_its_order_and_to_the_last_bit() {
    List<Measurement> all = new ArrayList<>();
    for (int epoch = 1; epoch <= 100; epoch++) {
      all.add(new Measurement(Metric.LOSS, Split.TRAIN, epoch, 31 * epoch, 1.0 / epoch));
      all.add(new Measurement(Metric.ofProbe("norm"), Split.NONE, epoch, 31 * epoch, -0.0));
      all.add(new Measurement(Metric.LOSS, Split.TEST, epoch, 0, Double.NaN));
    }
    Measurements kept = Measurements.of(all);
    assertThat(kept).hasSize(300).isEqualTo(all).hasSameHashCodeAs(all);
    assertThat(kept.get(1).value()).isEqualTo(-0.0);
    assertThat(kept.stream().toList()).isEqualTo(all);
    assertThat(Measurements.of(kept)).isSameAs(kept);
  }

  @Test
  void they_can_be_neither_changed_nor_made_of_what_is_none() {
    Measurement one = new Measurement(Metric.LOSS, Split.TRAIN, 1, 0, 0);
    Measurements kept = Measurements.of(List.of(one));
    assertThatThrownBy(() -> kept.add(one)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> kept.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    Measurements.Builder builder = new Measurements.Builder();
    int kind = builder.kind(Metric.LOSS, Split.TRAIN);
    assertThatThrownBy(() -> builder.add(kind, 0, 1, .5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
    assertThatThrownBy(() -> builder.add(kind, 1, -1, .5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not -1");
    assertThatThrownBy(() -> builder.add(kind + 1, 1, 1, .5))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
