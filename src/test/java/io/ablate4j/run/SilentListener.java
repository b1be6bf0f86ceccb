package io.ablate4j.run;

import io.ablate4j.plan.Trial;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.TrialResult;

/** Hears of a run and says nothing. */
final class SilentListener implements RunListener {
  @Override
  public void registered(Registration registration) {}

  @Override
  public void started(int stored, int missing) {}

  @Override
  public void stored(Trial trial, TrialResult result) {}
}
