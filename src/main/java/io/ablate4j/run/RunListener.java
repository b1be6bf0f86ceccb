package io.ablate4j.run;

import io.ablate4j.plan.Trial;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import java.util.List;

/** Hears how a run goes on; called by one thread at a time. */
public interface RunListener {
  /**
   * First of all.
   *
   * @param registration what the study claims, and what of it was not written down beforehand
   */
  void registered(Registration registration);

  /**
   * Before the first trial; once more before the trials at chosen levels, if there are any.
   *
   * @param stored trials of the study that are finished, by earlier runs or before the choice
   * @param missing trials this run will carry out, in the order in which they are handed out
   */
  void started(int stored, List<Trial> missing);

  /**
   * After the first trials of a study that chooses levels by them, before those at the levels.
   *
   * @param tuned what was chosen, and for which cells nothing could be
   */
  default void tuned(Tuned tuned) {}

  /** After a trial has been stored. */
  void stored(Trial trial, TrialResult result);
}
