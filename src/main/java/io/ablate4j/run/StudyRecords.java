package io.ablate4j.run;

import io.ablate4j.factor.Factors;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.intervention.TimedIntervention;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.CheckedData;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.study.yaml.StudyYaml;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.DatasetRecord;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.RunningStatistics;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.StudyRecord.ModelSummary;
import io.ablate4j.trial.StudyRecord.Parts;
import io.ablate4j.trial.StudyRecord.ProbeRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the store keeps of a study, so that reports need nothing else. */
public final class StudyRecords {
  private StudyRecords() {}

  /**
   * The record of a study.
   *
   * @param networks where the models are looked up
   * @param provenance where the run comes from (version, command), by name; added to the facts
   */
  public static StudyRecord of(
      CheckedStudy checked, Models networks, Map<String, String> provenance) {
    Study study = checked.study();
    String yaml = StudyYaml.write(study);
    Map<String, List<String>> factors = new LinkedHashMap<>();
    study.factors().forEach(axis -> factors.put(axis.factor().name(), axis.words()));
    SortedMap<String, String> facts = new TreeMap<>(provenance);
    List<DatasetRecord> data = checked.data().stream().map(each -> data(study, each)).toList();
    boolean isOne = data.get(0).where().isEmpty();
    if (isOne) {
      facts.putAll(data.get(0).facts());
    }
    facts.put("engine", study.engine().word());
    facts.put(StudyRecord.EVALUATE, study.evaluate().word());
    facts.put("seeds", String.valueOf(study.seeds()));
    facts.put(StudyRecord.OPTIMIZER, study.optimizer().kind().word());
    study
        .optimizer()
        .parameters()
        .forEach(
            (name, value) -> facts.put(StudyRecord.OPTIMIZER_PARAMETER + name, value.toString()));
    if (!study.compared().equals(Roles.ARM)) {
      facts.put(StudyRecord.COMPARED, study.compared());
    }
    study.tuning().ifPresent(tuning -> facts.putAll(tuning.facts()));
    if (study.tuningSeeds() > 0) {
      facts.putAll(Tuning.factsOfSeeds(study.tuningSeeds()));
    }
    facts.putAll(interventions(study));
    List<ModelSummary> models = summaries(checked, networks);
    return new StudyRecord(
            study.name(),
            study.description(),
            yaml,
            TrialKey.ofCanonicalJson(yaml).sha256(),
            factors,
            study.target(),
            facts,
            models,
            controls(study),
            parts(study),
            checked.probes().stream().map(StudyRecords::probe).toList())
        .with(
            isOne ? data.get(0).found() : Optional.empty(),
            unsettled(study, models),
            isOne ? List.of() : data);
  }

  private static Map<String, String> interventions(Study study) {
    List<TimedIntervention> all =
        study.levels(Factors.INTERVENTION).stream().filter(TimedIntervention::isThere).toList();
    Map<String, String> facts = new TreeMap<>();
    if (!all.isEmpty()) {
      facts.put(
          StudyRecord.INTERVENTIONS,
          all.stream()
              .map(each -> each.name() + ": " + each.inWords())
              .collect(Collectors.joining("; ")));
    }
    study
        .interventionStep()
        .ifPresent(step -> facts.put(StudyRecord.INTERVENTION_STEP, String.valueOf(step)));
    return facts;
  }

  private static DatasetRecord data(Study study, CheckedData data) {
    Map<String, String> where = new LinkedHashMap<>();
    study.factors().stream()
        .filter(axis -> axis.factor().changesData())
        .forEach(axis -> where.put(axis.factor().name(), data.name()));
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("dataset", data.spec().source());
    data.spec().options().forEach((key, value) -> facts.put("dataset-" + key, value));
    facts.put("dataset-checksum", data.checksum());
    facts.put("input-shape", data.shape().toString());
    facts.put(DatasetRecord.CLASSES, String.valueOf(data.classNames().size()));
    facts.put("train-examples", String.valueOf(data.spec().train()));
    facts.put("validation-examples", String.valueOf(data.spec().validation()));
    facts.put("test-examples", String.valueOf(data.spec().test()));
    return new DatasetRecord(where, facts, Optional.of(data.survey().facts()));
  }

  /**
   * Of networks that have batch norm; a batch that is not full is no step. A tuned cell stands here
   * with each level that it may get.
   */
  private static List<RunningStatistics> unsettled(Study study, List<ModelSummary> models) {
    List<RunningStatistics> all = new ArrayList<>();
    for (Cell cell : study.tried()) {
      TrialSettings settings = study.settings(cell);
      settings
          .regularization()
          .batchNorm()
          .filter(norm -> models.stream().anyMatch(model -> isNormalized(model, cell)))
          .ifPresent(norm -> all.add(new RunningStatistics(cell, norm.decay(), settings.steps())));
    }
    return all.stream().filter(RunningStatistics::isUnsettled).toList();
  }

  /** Convolutions alone may be normalized, and a model may have none. */
  private static boolean isNormalized(ModelSummary model, Cell cell) {
    return model.isOf(cell)
        && model.layers().stream().anyMatch(layer -> layer.contains("batch norm"));
  }

  private static List<String> controls(Study study) {
    return study.levels(Factors.REGULARIZATION).stream()
        .filter(level -> level.changesNothing() && !level.equals(Regularization.NONE))
        .map(Regularization::name)
        .toList();
  }

  private static Map<String, Parts> parts(Study study) {
    Map<String, Parts> parts = new LinkedHashMap<>();
    for (Regularization arm : study.levels(Factors.REGULARIZATION)) {
      parts.put(
          arm.name(),
          new Parts(
              text(arm, part -> part.key().equals(BatchNorm.KEY)),
              text(arm, part -> !part.key().equals(BatchNorm.KEY))));
    }
    return parts;
  }

  /** What two arms have in common or not: equal texts are equal parts. */
  private static String text(Regularization arm, Predicate<Part> which) {
    return arm.parts().stream()
        .filter(which.and(part -> !part.changesNothing()))
        .map(part -> part.key() + part.settings())
        .collect(Collectors.joining(" "));
  }

  private static ProbeRecord probe(ContrastMetric metric) {
    return new ProbeRecord(
        metric.probe().orElseThrow(),
        metric.scale().word(),
        metric.higherIsBetter(),
        metric.defaultMargin(),
        metric.meaning());
  }

  private static List<ModelSummary> summaries(CheckedStudy checked, Models models) {
    return Layouts.of(checked, models).stream()
        .map(
            network ->
                new ModelSummary(
                    network.model(),
                    network.regularization().name(),
                    network.description().layers(),
                    network.description().trainableParameters(),
                    network.layout().map(Layout::inWords).orElse(""),
                    network.variant()))
        .toList();
  }
}
