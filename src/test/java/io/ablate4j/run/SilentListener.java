package io.ablate4j.run;

import io.ablate4j.plan.Trial;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.TrialResult;
import java.util.List;

/** Hears of a run and says nothing. */
final class SilentListener implements RunListener {
  @Override
  public void registered(Registration registration) {}

  @Override
  public void started(int stored, List<Trial> missing) {}

  @Override
  public void stored(Trial trial, TrialResult result) {}
}
