package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.analysis.HypothesisResult;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.registration.Registration;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.train.DatasetCache;
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.TrialResult;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A study with an intervention from its file to what becomes of its hypotheses. */
class InterventionStudyTest {
  private static final Models MODELS = Models.onClassPath();

  private static final String STUDY =
      """
      name: rescaled
      dataset: { source: glyphs, train: 120, validation: 100, test: 60 }
      factors:
        model: mlp
        regularization: [none, batch-norm]
        batchSize: 10
        epochs: 4
        width: 24
        intervention: [none, rescale-x10]
      interventions:
        rescale-x10: { rescale: { layer: first, by: 10, next: 0.1 }, at: { step: 12 } }
      optimizer: { sgd: { learningRate: 0.05 } }
      target: { value: 0.3, checkExamples: 20 }
      seeds: 2
      """;

  private static final String HYPOTHESES =
      """
      probes: [function-identity]
      hypotheses:
        - id: C15-identity
          claim: The network computes what it did
          of: { regularization: none, intervention: rescale-x10 }
          metric: probe:function-identity
          expect: at-most
          bound: 1e-4
        - id: C15-bn
          claim: Batch norm takes the scale away
          of: { regularization: batch-norm, intervention: rescale-x10 }
          metric: probe:function-identity
          expect: at-most
          bound: 0.02
        - id: C15-learns-less
          claim: It learns more slowly
          compare: { intervention: [rescale-x10, none] }
          metric: steps-after-intervention
          expect: higher
          where: { regularization: none }
        - id: C15-bn-cures
          claim: Batch norm cures that
          compare: { regularization: [batch-norm, none] }
          metric: steps-after-intervention
          expect: lower
          across: { intervention: [rescale-x10, none] }
      """;

  private static CheckedStudy read(String text) {
    return new StudyReader(MODELS, Datasets.onClassPath(), new DataFolders(List.of()))
        .read(new StudySource("study.yaml", text), Overrides.NONE);
  }

  @Test
  void itsHypothesesAreReadOffItsTrials() {
    CheckedStudy study = read(STUDY + HYPOTHESES);
    List<Trial> trials = Planner.plan(study);
    assertThat(trials).hasSize(8).allMatch(trial -> trial.asked().until().isEmpty());
    TrialTrainer trainer =
        new TrialTrainer(
            MODELS,
            new DatasetCache(Datasets.onClassPath(), new DataFolders(List.of())),
            NativeRuntime.start(1),
            Clock.systemUTC());
    List<TrialResult> results = trials.stream().map(trainer::train).toList();
    Registration registration =
        new Registration(
            study.study().hypotheses(), "a", "a", 2, Registration.Scope.BASIS, List.of());
    List<HypothesisResult> judged =
        StudyAnalysis.of(
                new StudyRows(
                    StudyRecords.of(study, MODELS, Map.of()),
                    registration,
                    trials.stream().map(Trial::planned).toList(),
                    results,
                    List.of()))
            .hypotheses();
    assertThat(judged.get(0).parts().get(0).bound().orElseThrow())
        .satisfies(
            bound -> {
              assertThat(bound.within()).isEqualTo(2);
              assertThat(bound.worst().getAsDouble()).isPositive().isLessThan(1e-4);
            });
    assertThat(judged.get(1).parts().get(0).bound().orElseThrow().checked()).isEqualTo(2);
    // Both seeds have a number on each side, reached or not.
    assertThat(judged.get(2).parts().get(0).contrast().pairs()).isEqualTo(2);
    assertThat(judged.get(3).parts().get(0).contrast().pairs()).isEqualTo(2);
  }

  @Test
  void checksEndAtTheTargetWhereNobodyAsksForStepsAfterTheIntervention() {
    assertThat(Planner.plan(read(STUDY))).allMatch(trial -> trial.asked().until().isPresent());
  }

  @Test
  void stepsAfterAnInterventionTakeOneStep() {
    String metric = STUDY + HYPOTHESES;
    assertThatThrownBy(
            () ->
                read(
                    metric
                        .replace("[none, rescale-x10]\n", "[none, rescale-x10, late]\n")
                        .replace(
                            "interventions:\n",
                            "interventions:\n  late: { rescale: { by: 2 }, at: { step: 20 } }\n")))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining(
            "study.yaml:33: steps-after-intervention counts from the one step of all"
                + " interventions, and this study has none, or several.")
        .hasMessageContaining("Maybe put all of them at one step");
  }
}
