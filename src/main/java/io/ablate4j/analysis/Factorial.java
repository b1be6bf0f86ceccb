package io.ablate4j.analysis;

import io.ablate4j.trial.Arms;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.StudyRecord.Parts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Four regularizations that cross one way of batch norm with one way of dropout: neither, each
 * alone, and the very same two together.
 *
 * @param none without either
 * @param batchNorm with batch norm alone
 * @param dropout with dropout alone
 * @param both with the two together
 */
public record Factorial(String none, String batchNorm, String dropout, String both) {
  private static final Parts NOTHING = new Parts("", "");

  /** What stores from before parts were kept can know: the arms that no study has to define. */
  private static final Map<String, Parts> BY_NAME =
      Map.of(
          Arms.NONE, NOTHING,
          Arms.BATCH_NORM, new Parts("usual", ""),
          Arms.DROPOUT, new Parts("", "usual"),
          Arms.BOTH, new Parts("usual", "usual"));

  /** What contrasts call its interaction, such as "batch-norm x dropout". */
  public String interaction() {
    return batchNorm + " x " + dropout;
  }

  /**
   * Every one among these arms, in their order. Of arms with equal parts the first stands for all,
   * and as {@code none} the control, if nothing is in it.
   */
  static List<Factorial> of(StudyRecord study, List<String> arms) {
    Map<String, Parts> parts = study.parts().isEmpty() ? BY_NAME : study.parts();
    List<String> known = arms.stream().filter(parts::containsKey).toList();
    String control = Arms.reference(arms);
    Optional<String> none =
        NOTHING.equals(parts.get(control))
            ? Optional.of(control)
            : known.stream().filter(arm -> parts.get(arm).equals(NOTHING)).findFirst();
    List<Factorial> found = new ArrayList<>();
    Set<Parts> crossed = new HashSet<>();
    for (String both : known) {
      Parts together = parts.get(both);
      if (none.isEmpty()
          || together.batchNorm().isEmpty()
          || together.dropout().isEmpty()
          || !crossed.add(together)) {
        continue;
      }
      Optional<String> batchNorm = first(known, parts, new Parts(together.batchNorm(), ""));
      Optional<String> dropout = first(known, parts, new Parts("", together.dropout()));
      if (batchNorm.isPresent() && dropout.isPresent()) {
        found.add(new Factorial(none.get(), batchNorm.get(), dropout.get(), both));
      }
    }
    return List.copyOf(found);
  }

  private static Optional<String> first(List<String> arms, Map<String, Parts> parts, Parts those) {
    return arms.stream().filter(arm -> parts.get(arm).equals(those)).findFirst();
  }
}
