package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorsTest {
  private final Executors executors = Executors.onClassPath();

  @Test
  void theBuiltInOnesAreThereAndOneOfThemIsUsedIfNoneIsNamed() {
    assertThat(executors.ids()).containsExactly("in-process", "workers");
    assertThat(executors.get(Executors.DEFAULT).id()).isEqualTo("workers");
  }

  @Test
  void aWordThatIsNoneIsNamedWithAllThereAre() {
    assertThatThrownBy(() -> executors.get("cloud"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("\"cloud\"")
        .hasMessageContaining("Maybe use one of in-process, workers.");
    assertThatThrownBy(() -> executors.get("worker"))
        .hasMessageContaining("which has in-process, workers.")
        .hasMessageContaining("Maybe use \"workers\".");
  }

  @Test
  void sparkWithoutSparkSaysHowToHaveIt() {
    assertThatThrownBy(() -> executors.get("spark"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("scripts/spark-submit-study");
  }

  @Test
  void optionsThatItDoesNotTakeAreAllNamed() {
    assertThatThrownBy(() -> executors.get("workers", Map.of("wokers", "2", "colour", "red")))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("takes no option \"wokers\"")
        .hasMessageContaining("Maybe use \"workers\".")
        .hasMessageContaining("takes no option \"colour\"");
    assertThatThrownBy(() -> executors.get("in-process", Map.of("workers", "2")))
        .hasMessageContaining("this executor takes none");
    assertThat(executors.get("workers", Map.of("workers", "2")).id()).isEqualTo("workers");
  }

  @Test
  void anOptionMayStandForAllThatBeginSo() {
    ExecutorOption any = new ExecutorOption("spark.*", "Spark's own");
    assertThat(any.covers("spark.executor.memory")).isTrue();
    assertThat(any.covers("sparks")).isFalse();
    assertThat(new ExecutorOption("workers", "how many").covers("workers")).isTrue();
  }

  @Test
  void twinsAndNamelessOnesAreRefused() {
    ExecutorProvider one = named("twin");
    ExecutorProvider other = named("twin");
    assertThatThrownBy(() -> new Executors(List.of(one, other)))
        .hasMessageContaining("Two executors are called twin");
    ExecutorProvider nameless = named(null);
    assertThatThrownBy(() -> new Executors(List.of(nameless)))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("gave null when it was asked for its id");
    ExecutorProvider strange = named("two words");
    assertThatThrownBy(() -> new Executors(List.of(strange)))
        .hasMessageContaining("which is no id");
  }

  private static ExecutorProvider named(String id) {
    return new ExecutorProvider() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public String description() {
        return "for a test";
      }

      @Override
      public TrialExecutor create(ExecutorContext context) {
        throw new AssertionError("nobody should make one");
      }
    };
  }
}
