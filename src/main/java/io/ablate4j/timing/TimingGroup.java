package io.ablate4j.timing;

import io.ablate4j.plan.Trial;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TimingRound.Layout;
import io.ablate4j.trial.TrialKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cells that differ in nothing but the compared factor and what exists beside some of its levels
 * alone; what a step of theirs costs is compared.
 *
 * @param arms one trial of each cell, all of the same seed
 */
record TimingGroup(List<Trial> arms) {
  TimingGroup {
    // An order of its own, so that the order of a plan does not change the fingerprint.
    arms = arms.stream().sorted(Comparator.comparing(Trial::specJson)).toList();
  }

  /** The groups of a plan's first seed, in the order of the plan. */
  static List<TimingGroup> of(List<Trial> plan) {
    Set<String> apart = new HashSet<>();
    plan.forEach(trial -> apart.add(trial.cell().compared()));
    // Arms that lack a factor, such as another one's strength, are of the groups of all its levels.
    for (Trial trial : plan) {
      trial
          .cell()
          .levels()
          .forEach(
              (factor, level) ->
                  apart.addAll(Cell.ABSENT.equals(level) ? Set.of(factor) : Set.of()));
    }
    Map<List<String>, List<Trial>> groups = new LinkedHashMap<>();
    for (Trial trial : plan) {
      if (trial.seed() == plan.get(0).seed()) {
        groups.computeIfAbsent(trial.cell().context(apart), any -> new ArrayList<>()).add(trial);
      }
    }
    return groups.values().stream().map(TimingGroup::new).toList();
  }

  /**
   * Identifies all that decides what a step costs.
   *
   * @param machine processor, native build and version of this program
   */
  String fingerprint(Layout layout, String machine) {
    return TrialKey.ofCanonicalJson(
            Stream.concat(Stream.of(layout.word(), machine), arms.stream().map(Trial::specJson))
                .collect(Collectors.joining("\n")))
        .sha256();
  }

  /** For messages: such as "mlp, batch 16". */
  String label() {
    Cell cell = arms.get(0).cell();
    String model = cell.compared().equals(Roles.MODEL) ? "" : cell.level(Roles.MODEL);
    String batch =
        cell.compared().equals(Roles.BATCH_SIZE) ? "" : "batch " + cell.level(Roles.BATCH_SIZE);
    return model
        + (model.isEmpty() || batch.isEmpty() ? "" : ", ")
        + batch
        + Roles.furtherInWords(cell.without(cell.compared()));
  }
}
