package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.RandomDesigns;
import io.ablate4j.plan.Trial;
import io.ablate4j.registration.Registration;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plan} counts is what the runner gives to its executor; results are made up. */
class PlannedIsRunTest {
  private static final int DESIGNS = 50;

  /** Larger designs are planned elsewhere; here each trial is stored, too. */
  private static final int MOST_TRIALS = 150;

  @TempDir private Path folder;

  private final List<TrialKey> given = new ArrayList<>();

  private final class Invented implements TrialExecutor {
    @Override
    public void run(List<Trial> trials, Consumer<TrialResult> sink) {
      for (Trial trial : trials) {
        given.add(trial.key());
        double accuracy = Integer.parseInt(trial.key().sha256().substring(0, 3), 16) / 4096.0;
        List<Measurement> all = new ArrayList<>();
        for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
          all.add(new Measurement(Metric.ACCURACY, split, 1, 6, accuracy));
        }
        sink.accept(Records.result(trial.key(), new Outcome.Completed(), all));
      }
    }

    @Override
    public int parallelism() {
      return 1;
    }

    @Override
    public void close() {}
  }

  private static final RunListener SILENT =
      new RunListener() {
        @Override
        public void registered(Registration registration) {}

        @Override
        public void started(int stored, List<Trial> missing) {}

        @Override
        public void stored(Trial trial, TrialResult result) {}
      };

  private static Set<TrialKey> keys(List<PlannedTrial> trials) {
    Set<TrialKey> keys = new HashSet<>();
    trials.forEach(trial -> keys.add(trial.key()));
    return keys;
  }

  @Test
  void whatAPlanCountsIsWhatTheRunnerRunsForFiftyRandomDesigns() {
    Models models = Models.onClassPath();
    StudyReader reader =
        new StudyReader(models, Datasets.onClassPath(), new DataFolders(List.of()));
    int tuned = 0;
    int done = 0;
    int leftOut = 0;
    int ofSeveralData = 0;
    for (int seed = 1000; done < DESIGNS; seed++) {
      String yaml = RandomDesigns.yaml(new Random(seed));
      CheckedStudy study = reader.read(new StudySource("random.yaml", yaml), Overrides.NONE);
      Plan plan = Planner.of(study);
      if (plan.size() > MOST_TRIALS) {
        continue;
      }
      done++;
      tuned += plan.waiting().isEmpty() ? 0 : 1;
      leftOut += yaml.contains("leave-one-out") ? 1 : 0;
      ofSeveralData += yaml.contains("datasets") ? 1 : 0;
      StudyRecord record = StudyRecords.of(study, models, Map.of());
      given.clear();
      try (SqliteStore store = SqliteStore.open(folder.resolve(seed + "/study.db"))) {
        StudyRunner runner = new StudyRunner(store, new Invented(), SILENT);
        RunSummary summary = runner.run(record, List.of(), plan, all -> all);
        assertThat(summary.asked()).as(yaml).isEqualTo(plan.size());
        assertThat(summary.waiting()).as(yaml).isZero();
        List<TrialResult> results = store.results().toList();
        Tuned trials = Tuned.of(record, store.planned(), results);
        assertThat(trials.evaluation())
            .as(yaml)
            .hasSize(study.study().cells().size() * study.study().seeds());
        assertThat(trials.evaluation().size() + trials.tuningTrials().size())
            .as(yaml)
            .isEqualTo(plan.size());
        // Each trial of the plan was run, once, and no other: two cells may have the same one.
        assertThat(new HashSet<>(given)).as(yaml).isEqualTo(keys(trials.all()));
        assertThat(given).as(yaml).doesNotHaveDuplicates().hasSize(results.size());
        given.clear();
        runner.run(record, List.of(), plan, all -> all);
        assertThat(given).as(yaml).isEmpty();
      }
    }
    assertThat(List.of(tuned, leftOut, ofSeveralData)).allMatch(designs -> designs >= 5);
  }
}
