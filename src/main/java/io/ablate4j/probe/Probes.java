package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
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
      try {
        metric(probe);
      } catch (IllegalArgumentException | NullPointerException e) {
        throw ProblemsException.of(
            "The probe " + probe.getClass().getName() + " cannot be used: " + e.getMessage() + ".",
            "correct what it says of itself.");
      }
      Probe twin = byId.put(probe.id(), probe);
      if (twin != null) {
        throw ProblemsException.of(
            "Two probes are called "
                + probe.id()
                + ": "
                + twin.getClass().getName()
                + " and "
                + probe.getClass().getName()
                + ".",
            "rename your own.");
      }
    }
  }

  /** Those that {@link ServiceLoader} finds. */
  public static Probes onClassPath() {
    return new Probes(ServiceLoader.load(Probe.class));
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
