package io.ablate4j.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.trial.Metric;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastMetricTest {
  private static <T> List<T> constants(Class<T> type) throws IllegalAccessException {
    List<T> constants = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (field.getType() == type && java.lang.reflect.Modifier.isPublic(field.getModifiers())) {
        constants.add(type.cast(field.get(null)));
      }
    }
    return constants;
  }

  @Test
  void everyConstantIsListedInTheOrderOfTheSource() throws IllegalAccessException {
    List<ContrastMetric> all = constants(ContrastMetric.class);
    for (Class<?> type : List.of(TestMetrics.class, AskedMetrics.class)) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType() == ContrastMetric.class) {
          all.add((ContrastMetric) field.get(null));
        }
      }
    }
    assertThat(ContrastMetric.all()).isEqualTo(all);
    assertThat(Metric.builtIn()).isEqualTo(constants(Metric.class));
    for (int place = 0; place < Metric.builtIn().size(); place++) {
      assertThat(Metric.builtIn().get(place).place()).isEqualTo(place);
    }
  }

  private record Named(String id) implements MetricDefinition {
    @Override
    public String meaning() {
      return "a number";
    }

    @Override
    public Scale scale() {
      return Scale.NATS;
    }

    @Override
    public boolean higherIsBetter() {
      return false;
    }
  }

  @Test
  void aMetricOfTrialsIsCalledByItsIdWhichNoOtherMayHave() {
    ContrastMetric metric = ClassMetrics.ofTrial(new Named("loss-at-half"));
    assertThat(metric.word()).isEqualTo("loss-at-half");
    assertThat(metric.defaultMargin()).isEqualTo(.05);
    assertThat(metric.isOfClass()).isTrue();
    assertThat(metric.isProbe()).isFalse();
    assertThatThrownBy(() -> ClassMetrics.ofTrial(new Named("gap-loss")))
        .hasMessage("\"gap-loss\" is the name of a metric that is built in");
    assertThatThrownBy(() -> ClassMetrics.ofTrial(new Named("probe:mine")))
        .hasMessageContaining("letters, digits and hyphens");
  }
}
