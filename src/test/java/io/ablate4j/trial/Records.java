package io.ablate4j.trial;

import io.ablate4j.trial.StudyRecord.ModelSummary;
import io.ablate4j.trial.StudyRecord.Parts;
import io.ablate4j.trial.StudyRecord.ProbeRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What stores hold, made by hand: studies of which a test says only what it is about, results. */
public final class Records {
  private Records() {}

  /** A study of that name, of which nothing else is known. */
  public static Study study(String name) {
    return new Study(name);
  }

  /** A study that is like another in all that is not changed. */
  public static Study like(StudyRecord other) {
    return new Study(other.name())
        .description(other.description())
        .yaml(other.yaml())
        .factors(other.factors())
        .target(other.target())
        .facts(other.facts())
        .models(other.models())
        .controls(other.controls())
        .parts(other.parts())
        .probes(other.probes());
  }

  /** A completed trial. */
  public static TrialResult completed(PlannedTrial trial, Measurement... measurements) {
    return result(trial, new Outcome.Completed(), measurements);
  }

  /** A trial that diverged, had a fault or was completed, trained nobody knows where. */
  public static TrialResult result(
      PlannedTrial trial, Outcome outcome, Measurement... measurements) {
    return result(trial, outcome, List.of(measurements));
  }

  /** The same with its measurements in a list. */
  public static TrialResult result(
      PlannedTrial trial, Outcome outcome, List<Measurement> measurements) {
    return result(trial.key(), outcome, measurements);
  }

  /** Of a trial that is known by its key alone. */
  public static TrialResult result(TrialKey key, Outcome outcome, List<Measurement> measurements) {
    return new TrialResult(key, outcome, measurements, Provenance.of(Map.of()));
  }

  /** A result with other measurements. */
  public static TrialResult with(TrialResult result, List<Measurement> measurements) {
    return new TrialResult(result.key(), result.outcome(), measurements, result.provenance());
  }

  /** Builds a {@link StudyRecord}. */
  public static final class Study {
    private final String name;
    private String description = "";
    private String yaml;
    private Map<String, List<String>> factors = Map.of();
    private Optional<Target> target = Optional.empty();
    private Map<String, String> facts = Map.of();
    private List<ModelSummary> models = List.of();
    private List<String> controls = List.of();
    private Map<String, Parts> parts = Map.of();
    private List<ProbeRecord> probes = List.of();

    private Study(String name) {
      this.name = name;
      yaml = "name: \"" + name + "\"\n";
    }

    public Study description(String text) {
      description = text;
      return this;
    }

    public Study yaml(String text) {
      yaml = text;
      return this;
    }

    public Study factors(Map<String, List<String>> all) {
      factors = all;
      return this;
    }

    /** One factor alone. */
    public Study factor(String factor, String... levels) {
      return factors(Map.of(factor, List.of(levels)));
    }

    public Study target(double accuracy) {
      return target(Optional.of(new Target(accuracy)));
    }

    public Study target(Optional<Target> of) {
      target = of;
      return this;
    }

    public Study facts(Map<String, String> all) {
      facts = all;
      return this;
    }

    public Study models(List<ModelSummary> all) {
      models = all;
      return this;
    }

    public Study controls(List<String> names) {
      controls = names;
      return this;
    }

    public Study parts(Map<String, Parts> all) {
      parts = all;
      return this;
    }

    public Study probes(List<ProbeRecord> all) {
      probes = all;
      return this;
    }

    /** The record. */
    public StudyRecord record() {
      return new StudyRecord(
          name,
          description,
          yaml,
          TrialKey.ofCanonicalJson(yaml).sha256(),
          factors,
          target,
          new TreeMap<>(facts),
          models,
          controls,
          parts,
          probes);
    }
  }
}
