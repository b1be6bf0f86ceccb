package io.ablate4j.run;

import io.ablate4j.plan.Trial;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.TrialKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which trials have no result, or one that lacks something of what is asked. */
public final class Missing {
  private Missing() {}

  /**
   * Keys of the stored trials that need not be trained again, those of other studies among them.
   *
   * @param stored what was measured of the finished trials
   */
  public static Set<TrialKey> answered(Collection<Trial> trials, Map<TrialKey, Asked> stored) {
    Set<TrialKey> answered = new HashSet<>(stored.keySet());
    of(trials, stored).forEach(trial -> answered.remove(trial.key()));
    return answered;
  }

  /**
   * Those to be trained, in the order given. One that has a result is asked for all that this has
   * as well, so that nothing is lost when the new one replaces it.
   *
   * @param stored what was measured of the finished trials
   */
  public static List<Trial> of(Collection<Trial> trials, Map<TrialKey, Asked> stored) {
    List<Trial> missing = new ArrayList<>();
    for (Trial trial : trials) {
      Asked there = stored.get(trial.key());
      if (there == null) {
        missing.add(trial);
      } else if (!there.answers(trial.asked())) {
        missing.add(trial.asking(trial.asked().and(there)));
      }
    }
    return missing;
  }
}
