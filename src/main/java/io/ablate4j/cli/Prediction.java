package io.ablate4j.cli;

import io.ablate4j.data.DataFolders;
import io.ablate4j.forecast.Forecast;
import io.ablate4j.forecast.Forecaster;
import io.ablate4j.forecast.Left;
import io.ablate4j.forecast.Others;
import io.ablate4j.forecast.Remaining;
import io.ablate4j.hypothesis.Decidability;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Trial;
import io.ablate4j.run.TrialCost;
import io.ablate4j.store.ResultStore;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.timing.ForeignLoad;
import io.ablate4j.timing.TimingForecast;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuning;
import io.ablate4j.worker.ClassPath;
import io.ablate4j.worker.IdleWorkers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How long what is left of a study will take, with its timing pass and its report. */
final class Prediction implements AutoCloseable {
  private final Plan plan;
  private final Left left;
  private final Setting setting;
  private final Forecaster forecaster;
  private final TimingForecast passes;
  private final Others others;
  private OptionalDouble endSeconds = OptionalDouble.empty();

  /**
   * How it is going to run.
   *
   * @param workers that carry out trials
   * @param timed whether steps are timed afterwards
   * @param anew whether all of it is still to come, the start of the program, too
   */
  record Setting(int workers, boolean timed, boolean anew) {
    /** As a run without options. */
    static Setting ofPlan(CheckedStudy checked) {
      return new Setting(
          Runtime.getRuntime().availableProcessors(), checked.study().isTimed(), true);
    }
  }

  /**
   * What a store tells.
   *
   * @param timed undisturbed rounds of the timing pass, by fingerprint
   */
  record Stored(List<PlannedTrial> planned, List<TrialResult> results, Map<String, Integer> timed) {
    static final Stored NOTHING = new Stored(List.of(), List.of(), Map.of());

    static Stored of(ResultStore store) {
      return new Stored(store.planned(), store.results().toList(), store.timed());
    }
  }

  /**
   * @param left of the plan, for whoever runs it
   * @param load how busy others have kept the machine since the command began
   * @param idle takes workers in which something was measured
   */
  Prediction(
      CheckedStudy study,
      Models models,
      Plan plan,
      Left left,
      Setting setting,
      Stored stored,
      DataFolders folders,
      ForeignLoad load,
      IdleWorkers idle) {
    this.plan = plan;
    this.left = left;
    this.setting = setting;
    others = new Others(load.processors().orElse(0));
    forecaster = new Forecaster(new TrialCost(models, study), ClassPath.current(), folders, idle);
    forecaster.learn(stored.planned(), stored.results());
    passes =
        new TimingForecast(
            representatives(trial -> !Tuning.isTuning(trial.seed())).toList(),
            Decidability.timingRounds(study.study().hypotheses()),
            ClassPath.current(),
            Version.text(),
            stored.timed());
  }

  /**
   * Begins to start workers if something has to be measured; returns at once.
   *
   * @return how many networks will be measured if there is time
   */
  int begin() {
    return forecaster.begin(left, setting.workers(), others);
  }

  /**
   * Measures for some seconds, if that has been begun, and predicts.
   *
   * @return in words; nothing if nothing is left to train or to time
   */
  List<String> lines() {
    Optional<Forecast> predicted = forecast();
    if (predicted.isEmpty()) {
      return List.of();
    }
    Forecast forecast = predicted.get();
    endSeconds = OptionalDouble.of(forecast.endSeconds());
    List<String> lines = new ArrayList<>();
    lines.add(TimeWords.line(forecast));
    if (others.areBusy()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  Others keep %.1f processors busy, which slows it.",
              others.processors()));
    }
    return lines;
  }

  /** Measures for some seconds, if that has been begun; 0 if nothing is left to do. */
  double seconds() {
    return forecast().map(Forecast::seconds).orElse(0.0);
  }

  private Optional<Forecast> forecast() {
    forecaster.measure();
    double timing = timing(1);
    return left.size() == 0 && timing == 0
        ? Optional.empty()
        : Optional.of(
            forecaster.forecast(left, setting.workers(), plan.size(), timing, setting.anew()));
  }

  /** For the progress of a run, after {@link #lines}; empty if nothing is left to do. */
  Optional<Remaining> remaining() {
    return endSeconds.isPresent()
        ? Optional.of(
            forecaster.remaining(
                setting.workers(), slower -> timing(slower) + endSeconds.getAsDouble()))
        : Optional.empty();
  }

  /**
   * Seconds of the timing pass.
   *
   * @param slower how many times as long as predicted trials have taken
   */
  private double timing(double slower) {
    if (!setting.timed()) {
      return 0;
    }
    int processors = Runtime.getRuntime().availableProcessors();
    double all =
        representatives(trial -> true).mapToDouble(forecaster::seconds).sum()
            / Math.min(setting.workers(), processors);
    return passes.seconds(
        forecaster::quietStepSeconds,
        slower * all,
        left.size() > 0 && setting.workers() == processors,
        others.areBusy());
  }

  /** All trials with a level, and one for each of those whose level is not chosen. */
  private Stream<Trial> representatives(Predicate<Trial> ofThoseWithALevel) {
    return Stream.concat(
        plan.first().stream().filter(ofThoseWithALevel),
        plan.waiting().stream().map(waiting -> waiting.byLevel().values().iterator().next()));
  }

  @Override
  public void close() {
    forecaster.close();
  }
}
