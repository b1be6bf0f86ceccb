package io.ablate4j.probe;

import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.TrialMetrics;
import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The probes on the class path, by id. */
public final class Probes {
  private final Registry<Probe> all;

  /**
   * @throws ProblemsException if two probes have the same id, or one has an id or a margin that it
   *     cannot have
   */
  public Probes(Collection<Probe> probes) {
    all =
        Registry.of(
            new Registry.Kind("probe", "probes"),
            probes,
            probe -> OwnClasses.ask(probe, "it was asked for its id", probe::id),
            Object::getClass);
    probes.forEach(probe -> TrialMetrics.checked("probe", probe, Probes::metric));
  }

  /**
   * Those that {@link java.util.ServiceLoader} finds.
   *
   * @throws ProblemsException if one of them cannot be loaded
   */
  public static Probes onClassPath() {
    return new Probes(OwnClasses.load(Probe.class));
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return all.ids();
  }

  /** The probe of that id. */
  public Optional<Probe> find(String id) {
    return all.find(id);
  }

  /**
   * @throws ProblemsException naming what there is, if no probe has that id
   */
  public Probe get(String id) {
    return all.get(id);
  }

  /** What hypotheses compare on. */
  public static ContrastMetric metric(Probe probe) {
    return ClassMetrics.ofProbe(
        probe.id(), probe.scale(), probe.higherIsBetter(), probe.defaultMargin(), probe.meaning());
  }
}
