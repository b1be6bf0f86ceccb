package io.ablate4j.store;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a study asked and what came of it; the only thing the answering side reads. */
public interface ResultStore extends AutoCloseable {
  /**
   * Replaces the study, its hypotheses and the list of its trials; results that are there stay. As
   * long as there is none, these hypotheses, what they rest on (target, data, cells and all else
   * that the specs of their trials say) and the number of seeds in the plan are registered as
   * written down beforehand; after that, what is registered stays.
   */
  void begin(StudyRecord study, List<Hypothesis> hypotheses, List<PlannedTrial> plan);

  /** The hypotheses of the study last begun, and what was registered before the first result. */
  Registration registration();

  /** The study last begun; empty in a new store. */
  Optional<StudyRecord> study();

  /**
   * Its trials in the order of the plan, as they were begun: what became of those that wait for
   * tuning trials, {@link io.ablate4j.trial.tuning.Tuned} says.
   */
  List<PlannedTrial> planned();

  /** Keys of trials with a completed or diverged result; failed ones are to be tried again. */
  default Set<TrialKey> finished() {
    return measured().keySet();
  }

  /** The same, with what was measured of each. */
  Map<TrialKey, Asked> measured();

  /**
   * The result of one trial, whether it is planned or not; empty if it has none, or one that is not
   * as it was written.
   */
  Optional<TrialResult> result(TrialKey key);

  /** Writes one result, whole or not at all; a later one for the same key replaces it. */
  void save(TrialResult result);

  /**
   * Results of the planned trials, in the order of the plan; last those of trials whose level was
   * chosen by results before them. Those of trials that the study no longer asks for are kept but
   * not given. One that is not as it was written is given as failed.
   */
  Stream<TrialResult> results();

  /**
   * Writes what a timing pass measured of a group in a layout, whole or not at all; replaces all
   * rounds of that group and layout.
   *
   * @param fingerprint of the group in the layout, with machine and build
   * @param rounds of cells that differ in nothing but the regularization, of one layout
   */
  void saveTiming(String fingerprint, List<TimingRound> rounds);

  /** Undisturbed rounds that there are, by fingerprint; 0 where all of them were disturbed. */
  Map<String, Integer> timed();

  /** Rounds of the cells that the study plans now: in the order of the plan, layouts, rounds. */
  List<TimingRound> timing();

  /**
   * Makes sure that what was saved is where the store was opened; every save does so, too.
   *
   * @throws StoreException if the file, or one that has to be there with it, was deleted, replaced
   *     or cut off; all that the store held is then in a new one beside it, which is named
   */
  void ensureInPlace();

  @Override
  void close();
}
