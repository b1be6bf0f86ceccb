package io.ablate4j.probe;

import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.TrialMetrics;
import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The probes on the class path, by id. */
public final class Probes {
  private final Registry<NetworkProbe> all;

  private Probes(List<NetworkProbe> probes) {
    all =
        Registry.of(
            new Registry.Kind("probe", "probes"),
            probes,
            probe -> OwnClasses.ask(own(probe), "it was asked for its id", probe::id),
            probe -> own(probe).getClass());
    probes.forEach(Probes::check);
  }

  /**
   * @param scalar those that read one number off a graph
   * @throws ProblemsException if two probes have the same id, or one has an id or a margin that it
   *     cannot have
   */
  public static Probes of(
      Collection<? extends NetworkProbe> probes, Collection<? extends Probe> scalar) {
    List<NetworkProbe> both = new ArrayList<>(probes);
    scalar.forEach(probe -> both.add(new ScalarProbe(probe)));
    return new Probes(both);
  }

  /**
   * Those that {@link java.util.ServiceLoader} finds.
   *
   * @throws ProblemsException if one of them cannot be loaded
   */
  public static Probes onClassPath() {
    return of(OwnClasses.load(NetworkProbe.class), OwnClasses.load(Probe.class));
  }

  private static void check(NetworkProbe probe) {
    if (probe instanceof ScalarProbe scalar) {
      TrialMetrics.checked("probe", scalar.probe(), own -> metrics(probe).get(0));
      return;
    }
    try {
      OwnClasses.ask(probe, "it was asked for its meaning", probe::meaning);
      OwnClasses.ask(probe, "it was asked for its schedule", probe::schedule);
      OwnClasses.ask(probe, "it was asked for its readings", probe::readings);
      metrics(probe);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw ProblemsException.of(
          "The probe " + probe.getClass().getName() + " cannot be used: " + e.getMessage() + ".",
          "correct what it says of itself.");
    }
  }

  private static Object own(NetworkProbe probe) {
    return probe instanceof ScalarProbe scalar ? scalar.probe() : probe;
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return all.ids();
  }

  /** The probe of that id. */
  public Optional<NetworkProbe> find(String id) {
    return all.find(id);
  }

  /**
   * @throws ProblemsException naming what there is, if no probe has that id
   */
  public NetworkProbe get(String id) {
    return all.get(id);
  }

  /** What hypotheses compare on: a metric a reading. */
  public static List<ContrastMetric> metrics(NetworkProbe probe) {
    return probe.readings().stream()
        .map(
            reading ->
                ClassMetrics.ofProbe(
                    reading.name(probe.id()),
                    reading.scale(),
                    reading.higherIsBetter(),
                    reading.margin(),
                    reading.meaning()))
        .toList();
  }
}
