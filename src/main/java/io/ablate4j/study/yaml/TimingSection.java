package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.study.Study;
import io.ablate4j.study.TimingChoice;
import java.util.Optional;

/** Reads {@code timing}: whether a run measures what a training step costs. */
final class TimingSection {
  static final String KEY = "timing";

  private TimingSection() {}

  /** The usual choice where it is silent or wrong. */
  static TimingChoice read(YamlMapping root) {
    return root.get(KEY)
        .flatMap(node -> node.oneOf(TimingChoice.words()))
        .flatMap(TimingChoice::ofWord)
        .orElse(TimingChoice.DEFAULT);
  }

  /** A hypothesis on what a step costs, in a study that does not measure it, is a slip. */
  static void check(YamlMapping root, Study study) {
    Optional<Hypothesis> asking =
        study.hypotheses().stream().filter(Hypothesis::needsTiming).findFirst();
    if (!study.isTimed() && asking.isPresent()) {
      root.get(KEY)
          .ifPresent(
              node ->
                  node.problem(
                      KEY
                          + " is "
                          + TimingChoice.NONE.word()
                          + ", but hypothesis "
                          + asking.get().id()
                          + " asks what a training step costs.",
                      "leave " + KEY + " out, or write " + TimingChoice.DEFAULT.word() + "."));
    }
  }
}
