package io.ablate4j.claims;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A sentence that practitioners repeat, on trial.
 *
 * @param id such as "C22"
 * @param group which question it belongs to, see {@link ClaimsTable#groups}
 * @param claim the sentence
 * @param inShort the sentence in a few words
 * @param from who says so
 * @param setting where it is tried
 * @param caution what the trial does not show; may be empty
 * @param expected verdict that was expected beforehand
 * @param isTuned whether its hypotheses are of levels chosen on tuning seeds
 * @param decidedBy ids of hypotheses, all of which have to hold
 * @param decidedByTuned the same at levels chosen on tuning seeds; empty if that is not tried
 * @param beside ids of hypotheses that are shown with it and decide nothing
 */
public record Claim(
    String id,
    String group,
    String claim,
    String inShort,
    String from,
    String setting,
    String caution,
    Ruling expected,
    boolean isTuned,
    List<String> decidedBy,
    List<String> decidedByTuned,
    List<String> beside) {
  public Claim {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(inShort, "inShort");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(caution, "caution");
    Objects.requireNonNull(expected, "expected");
    decidedBy = List.copyOf(decidedBy);
    decidedByTuned = List.copyOf(decidedByTuned);
    beside = List.copyOf(beside);
  }

  /** All hypotheses that are about it, those that decide first. */
  public List<String> hypotheses() {
    return Stream.of(decidedBy, decidedByTuned, beside).flatMap(List::stream).toList();
  }
}
