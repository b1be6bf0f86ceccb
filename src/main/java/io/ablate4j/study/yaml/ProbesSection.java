package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.probe.NetworkProbe;
import io.ablate4j.probe.ProbeSchedule;
import io.ablate4j.probe.Probes;
import io.ablate4j.problem.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code probes}. */
final class ProbesSection {
  static final String KEY = "probes";

  private static final String EXAMPLE = "[dead-units]";

  private final Probes probes;
  private final List<String> ids = new ArrayList<>();
  private boolean broken;

  private ProbesSection(Probes probes) {
    this.probes = probes;
  }

  static ProbesSection read(YamlMapping root, Probes probes) {
    ProbesSection section = new ProbesSection(probes);
    root.get(KEY).ifPresent(section::readAll);
    return section;
  }

  private void readAll(YamlNode node) {
    if (node.isMapping()) {
      problem(node, KEY + " is " + node.shown() + ", not a list.", "write " + EXAMPLE + ".");
      return;
    }
    for (YamlNode item : node.items()) {
      Optional<String> id = item.text();
      if (id.isEmpty()) {
        broken = true;
      } else if (probes.find(id.get()).isEmpty()) {
        problem(
            item,
            "There is no probe \"" + id.get() + "\".",
            probes.ids().isEmpty()
                ? "put the jar that has it on the class path."
                : Nearest.advice(id.get(), probes.ids()));
      } else if (ids.contains(id.get())) {
        problem(item, "The probe \"" + id.get() + "\" is listed twice.", "take one of them out.");
      } else {
        ids.add(id.get());
      }
    }
  }

  private void problem(YamlNode node, String message, String advice) {
    node.problem(message, advice);
    broken = true;
  }

  /** In file order, without those that are wrong. */
  List<String> ids() {
    return ids;
  }

  /** Whether it has a problem, which has been reported. */
  boolean isBroken() {
    return broken;
  }

  /** What the listed ones are compared on, in file order. */
  List<ContrastMetric> metrics() {
    return metrics(ids);
  }

  /** The metric of that word, if it is that of a probe that the study lists. */
  Optional<ContrastMetric> listed(String word) {
    return metrics().stream().filter(metric -> metric.word().equals(word)).findFirst();
  }

  /** The id of the probe with that metric that there is, but that the study does not list. */
  Optional<String> unlisted(String word) {
    return probes.ids().stream()
        .filter(id -> !ids.contains(id))
        .filter(id -> metrics(List.of(id)).stream().anyMatch(m -> m.word().equals(word)))
        .findFirst();
  }

  /**
   * When a probe is asked.
   *
   * @param reading its id, or that with the key of a reading
   */
  Optional<ProbeSchedule> schedule(String reading) {
    return probes.find(reading.split("\\.", 2)[0]).map(NetworkProbe::schedule);
  }

  /** Of all metrics that hypotheses of this study may name. */
  List<String> words() {
    List<String> words = new ArrayList<>(ContrastMetric.words());
    metrics().forEach(metric -> words.add(metric.word()));
    return words;
  }

  private List<ContrastMetric> metrics(List<String> which) {
    return which.stream()
        .flatMap(id -> probes.find(id).stream())
        .flatMap(probe -> Probes.metrics(probe).stream())
        .toList();
  }
}
