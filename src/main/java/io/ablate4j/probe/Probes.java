package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The probes on the class path, by id. */
public final class Probes {
  private final SortedMap<String, Probe> byId = new TreeMap<>();

  /**
   * @throws ProblemsException if two probes have the same id, or one has an id or a margin that it
   *     cannot have
   */
  public Probes(Iterable<Probe> probes) {
    for (Probe probe : probes) {
      String id = OwnClasses.ask(probe, "it was asked for its id", probe::id);
      OwnClasses.ask(probe, "it was asked for its meaning", probe::meaning);
      OwnClasses.ask(probe, "it was asked for its scale", probe::scale);
      try {
        OwnClasses.ask(probe, "it was asked for its margin", probe::defaultMargin);
        metric(probe);
      } catch (IllegalArgumentException | NullPointerException e) {
        throw ProblemsException.of(
            "The probe " + probe.getClass().getName() + " cannot be used: " + e.getMessage() + ".",
            "correct what it says of itself.");
      }
      Probe twin = byId.put(id, probe);
      if (twin != null) {
        throw ProblemsException.of(
            "Two probes are called "
                + id
                + ": "
                + twin.getClass().getName()
                + " and "
                + probe.getClass().getName()
                + ".",
            "rename your own.");
      }
    }
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
    return List.copyOf(byId.keySet());
  }

  /** The probe of that id. */
  public Optional<Probe> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * @throws ProblemsException naming what there is, if no probe has that id
   */
  public Probe get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                ProblemsException.of(
                    "There is no probe \"" + id + "\".",
                    "use one of " + String.join(", ", ids()) + "."));
  }

  /** What hypotheses compare on. */
  public static ContrastMetric metric(Probe probe) {
    return ContrastMetric.ofProbe(
        probe.id(), probe.scale(), probe.higherIsBetter(), probe.defaultMargin(), probe.meaning());
  }
}
