package io.ablate4j.run;

import io.ablate4j.hypothesis.Registration;
import io.ablate4j.plan.Trial;
import io.ablate4j.trial.TrialResult;

/** Hears how a run goes on; called by one thread at a time. */
public interface RunListener {
  /**
   * First of all.
   *
   * @param registration what the study claims, and what of it was not written down beforehand
   */
  void registered(Registration registration);

  /**
   * Before the first trial.
   *
   * @param stored trials of the study that earlier runs have finished
   * @param missing trials this run will carry out
   */
  void started(int stored, int missing);

  /** After a trial has been stored. */
  void stored(Trial trial, TrialResult result);
}
