package io.ablate4j.claims;

import io.ablate4j.hypothesis.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What comes of a claim of which several hypotheses all have to hold. */
public enum Ruling {
  SUPPORTED("supported"),
  /** Some of them hold, and another is refuted, or makes no difference. */
  PARTLY("partly"),
  REFUTED("refuted"),
  /** Differences were claimed; there are none as large as the margin. */
  NO_DIFFERENCE("no difference"),
  UNDECIDED("undecided"),
  INSUFFICIENT_DATA("insufficient data"),
  NOT_RUN("not run");

  private final String word;

  Ruling(String word) {
    this.word = word;
  }

  /** The word on the page and in the table. */
  public String word() {
    return word;
  }

  /** That of a word; empty if there is none. */
  static Optional<Ruling> ofWord(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /**
   * Of what all hypotheses have to hold. The first of these that applies: one has not been run; all
   * are supported; one is refuted or makes no difference; one has too few data; one is undecided.
   *
   * @param verdicts one each; empty where a hypothesis has not been run
   * @throws IllegalArgumentException if there are none
   */
  public static Ruling of(List<Optional<Verdict>> verdicts) {
    if (verdicts.isEmpty()) {
      throw new IllegalArgumentException("no hypothesis decides");
    }
    if (verdicts.contains(Optional.<Verdict>empty())) {
      return NOT_RUN;
    }
    List<Verdict> all = verdicts.stream().map(Optional::orElseThrow).toList();
    if (all.stream().allMatch(Verdict.SUPPORTED::equals)) {
      return SUPPORTED;
    }
    boolean refuted = all.contains(Verdict.REFUTED);
    if (refuted || all.contains(Verdict.EQUIVALENT)) {
      return all.contains(Verdict.SUPPORTED) ? PARTLY : refuted ? REFUTED : NO_DIFFERENCE;
    }
    return all.contains(Verdict.INSUFFICIENT_DATA) ? INSUFFICIENT_DATA : UNDECIDED;
  }

  /** Whether it is an answer. */
  public boolean isDecided() {
    return this == SUPPORTED || this == PARTLY || this == REFUTED || this == NO_DIFFERENCE;
  }

  /**
   * Whether a published result came out again, by the rule that all of its parts are supported,
   * some, or none.
   *
   * @return "reproduced", "partly", "not", or "not run" where a part has not been run
   */
  public static String reproduced(List<Optional<Verdict>> parts) {
    if (parts.contains(Optional.<Verdict>empty())) {
      return NOT_RUN.word;
    }
    long held = parts.stream().filter(part -> part.orElseThrow() == Verdict.SUPPORTED).count();
    return held == parts.size() ? "reproduced" : held > 0 ? PARTLY.word : "not";
  }
}
