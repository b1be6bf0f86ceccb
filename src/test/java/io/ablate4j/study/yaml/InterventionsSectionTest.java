package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Factors;
import io.ablate4j.intervention.Rescale;
import io.ablate4j.intervention.TimedIntervention;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.run.StudyRecords;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.trial.StudyRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterventionsSectionTest {
  private static final Models MODELS = Models.onClassPath();
  private static final StudyReader READER =
      new StudyReader(MODELS, Datasets.onClassPath(), new DataFolders(List.of()));
  private static final String TENFOLD =
      "rescale-x10: { rescale: { layer: first, by: 10, next: 0.1 }, at: { step: 5 } }";

  private static final String SAME =
      " (f(ax) = a f(x) for a > 0, so that a network of rectifiers computes what it did:"
          + " Neyshabur et al. 2015, arXiv:1506.02617)";

  private static CheckedStudy study(String factors, String interventions) {
    return READER.read(
        new StudySource(
            "study.yaml",
            "name: disturbed\n"
                + "dataset: { source: glyphs, train: 60, validation: 40, test: 40 }\n"
                + "factors: { model: mlp, regularization: [none, batch-norm], batchSize: 10,"
                + " epochs: 2, "
                + factors
                + " }\n"
                + interventions),
        Overrides.NONE);
  }

  @Test
  void aLevelIsWhatTheStudyDefinesAndPartOfTheKey() {
    CheckedStudy study =
        study("intervention: [none, rescale-x10]", "interventions:\n  " + TENFOLD + "\n");
    TimedIntervention tenfold =
        new TimedIntervention("rescale-x10", Optional.of(new Rescale("first", 10, .1)), 5);
    assertThat(study.study().levels(Factors.INTERVENTION))
        .containsExactly(TimedIntervention.NONE, tenfold);
    Trial trial =
        Planner.plan(study).stream()
            .filter(each -> each.cell().level("intervention").equals("rescale-x10"))
            .findFirst()
            .orElseThrow();
    assertThat(trial.specJson())
        .contains(
            "\"intervention\":{\"at\":{\"step\":5},\"name\":\"rescale-x10\","
                + "\"rescale\":{\"by\":10.0,\"layer\":\"first\",\"next\":0.1}}");
    assertThat(TrialSpecJson.read(trial.specJson()).settings()).isEqualTo(trial.settings());
    assertThat(TrialSpecJson.read(trial.specJson()).key()).isEqualTo(trial.key());
  }

  @Test
  void noneIsTheTrialOfAStudyWithoutInterventions() {
    List<String> without =
        Planner.plan(study("learningRate: 0.01", "")).stream().map(Trial::specJson).toList();
    List<String> with =
        Planner.plan(
                study(
                    "learningRate: 0.01, intervention: [none, rescale-x10]",
                    "interventions: { " + TENFOLD + " }\n"))
            .stream()
            .filter(trial -> trial.cell().level("intervention").equals("none"))
            .map(Trial::specJson)
            .toList();
    assertThat(with).containsExactlyInAnyOrderElementsOf(without);
    assertThat(study("intervention: none", "").study().factors())
        .isEqualTo(study("learningRate: 0.001", "").study().factors());
  }

  @Test
  void aWrittenStudyIsReadAsTheSameAndItsRecordSaysWhatIsDone() {
    CheckedStudy study =
        study(
            "intervention: [none, mild, rescale-x10]",
            "interventions: { " + TENFOLD + ", mild: { rescale: { by: 2 }, at: { step: 5 } } }\n");
    String written = StudyYaml.write(study.study());
    assertThat(READER.read(new StudySource("again.yaml", written), Overrides.NONE).study())
        .isEqualTo(study.study());
    Map<String, String> facts = StudyRecords.of(study, MODELS, Map.of()).facts();
    assertThat(facts)
        .containsEntry(
            StudyRecord.INTERVENTIONS,
            "mild: after step 5 weights and biases of the first weight layer times 2.0, weights of"
                + " the next times 0.5"
                + SAME
                + "; rescale-x10: after step 5 weights and biases of the first"
                + " weight layer times 10.0, weights of the next times 0.1"
                + SAME)
        .containsEntry(StudyRecord.INTERVENTION_STEP, "5");
  }

  @Test
  void atSeveralStepsThereIsNoOneStep() {
    CheckedStudy study =
        study(
            "intervention: [late, rescale-x10]",
            "interventions: { " + TENFOLD + ", late: { rescale: { by: 2 }, at: { step: 6 } } }\n");
    assertThat(StudyRecords.of(study, MODELS, Map.of()).facts())
        .doesNotContainKey(StudyRecord.INTERVENTION_STEP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x: { rescale: { by: 10 }, at: { step: 12 } } | study.yaml:3 | is at step 12, but training"
            + " has 12 steps. | put it at an earlier step",
        "x: { rescale: { by: 10 } } | study.yaml:4 | does not say when it is done. | at: { step",
        "x: { at: { step: 3 } } | study.yaml:4 | does not say what is done. | rescale",
        "x: { rescale: { by: -1 }, at: { step: 3 } } | study.yaml:4 | rescale.by -1 is not a number"
            + " above 0. | use 10.",
        "x: { rescale: { next: 1 }, at: { step: 3 } } | study.yaml:4 | by how much | by: 10",
        "x: { rescale: { by: 10 }, at: { epoch: 3 } } | study.yaml:4 | epoch | step",
        "x: { rescale: { by: 10, layer: dense7 }, at: { step: 3 } } | study.yaml:3 | intervention"
            + " \"x\" in mlp, none: there is no layer \"dense7\" | use first",
        "y: { rescale: { by: 10 }, at: { step: 3 } } | study.yaml:3 | There is no intervention"
            + " \"x\". | use y or none",
        "none: { rescale: { by: 10 }, at: { step: 3 } } | study.yaml:4 | built in | call yours",
      })
  void whatCannotBeIsToldWithItsPlaceAndAdvice(
      String definition, String place, String message, String advice) {
    assertThatThrownBy(
            () -> study("intervention: [none, x]", "interventions: { " + definition + " }\n"))
        .isInstanceOfSatisfying(
            ProblemsException.class,
            e ->
                assertThat(e.problems())
                    .anySatisfy(
                        problem -> {
                          assertThat(problem.place())
                              .hasValueSatisfying(where -> assertThat(where).startsWith(place));
                          assertThat(problem.message()).contains(message);
                          assertThat(problem.advice()).contains(advice);
                        }));
  }

  @Test
  void aProbeOfInterventionsTakesOneAndOneThatNoCellHasIsMentioned() {
    assertThatThrownBy(() -> study("learningRate: 0.1", "probes: [weight-norm, function-identity]"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining(
            "study.yaml:4: The probe \"function-identity\" looks at interventions, and this study"
                + " has none.");
    assertThat(study("learningRate: 0.1", "interventions: { " + TENFOLD + " }\n").notices())
        .containsExactly(
            "The intervention \"rescale-x10\" is in no cell: factors.intervention does not name"
                + " it.");
  }

  @Test
  void anActivationThatKeepsNoScaleIsToldOfCellsWithoutBatchNormAlone() {
    assertThatThrownBy(
            () ->
                study(
                    "activation: [relu, tanh], intervention: rescale-x10",
                    "interventions: { " + TENFOLD + " }\n"))
        .isInstanceOfSatisfying(
            ProblemsException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              Problem problem = e.problems().get(0);
              assertThat(problem.message())
                  .startsWith("intervention \"rescale-x10\" in mlp, none: dense1 (");
              assertThat(problem.place().orElseThrow()).startsWith("study.yaml:3");
            });
  }
}
