package io.ablate4j.run;

import io.ablate4j.store.ResultStore;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes over results of trials that two studies have in common, so that a cell of both is trained
 * once and has one number.
 */
public final class SiblingResults {
  private SiblingResults() {}

  /**
   * Copies what a store lacks. A result that was trained with other native code than this program
   * has is left, for its last bits may differ. So is one that failed.
   *
   * @param store where results go
   * @param wanted keys of its study's trials
   * @param asked what is asked of each
   * @param sibling where they are
   * @param here native build and BLAS kernel of this program, by the names of {@link Provenance}
   * @return how many were copied
   */
  public static int copy(
      ResultStore store,
      Collection<TrialKey> wanted,
      Map<TrialKey, Asked> asked,
      ResultStore sibling,
      Map<String, String> here) {
    Map<TrialKey, Asked> there = sibling.measured();
    Map<TrialKey, Asked> own = store.measured();
    int copied = 0;
    for (TrialKey key : wanted) {
      Asked measured = there.get(key);
      if (measured == null || own.containsKey(key) && own.get(key).answers(asked.get(key))) {
        continue;
      }
      if (own.containsKey(key) && !measured.answers(own.get(key))) {
        continue; // each has what the other lacks: the trial is trained again for both
      }
      Optional<TrialResult> result =
          sibling.result(key).filter(each -> !(each.outcome() instanceof Outcome.Failed));
      if (result.filter(each -> isOf(each, here)).isPresent()) {
        store.save(result.get());
        copied++;
      }
    }
    return copied;
  }

  private static boolean isOf(TrialResult result, Map<String, String> here) {
    return Stream.of(Provenance.NATIVE_BUILD, Provenance.BLAS_KERNEL)
        .allMatch(fact -> Objects.equals(result.provenance().facts().get(fact), here.get(fact)));
  }
}
