package io.ablate4j.study.yaml;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.OpenSetting;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.PartKind;
import io.ablate4j.regularization.Weaving;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part some of whose numbers are factors: what stands in the study file, to be read again for
 * each of their levels.
 */
final class OpenPart implements Part {
  private final PartKind kind;
  private final YamlNode node;
  private final Set<String> names;
  private final Map<String, Double> known;

  private OpenPart(PartKind kind, YamlNode node, Set<String> names, Map<String, Double> known) {
    this.kind = kind;
    this.node = node;
    this.names = names;
    this.known = known;
  }

  /** The part that a value describes, open or not; empty if it has a problem, which is noted. */
  static Optional<Part> read(PartKind kind, YamlNode node) {
    Map<String, Double> names = new LinkedHashMap<>();
    Optional<Part> part = kind.read(new OpenSetting(node, names));
    return names.isEmpty()
        ? part
        : part.map(p -> new OpenPart(kind, node, Set.copyOf(names.keySet()), Map.of()));
  }

  @Override
  public Set<String> strengths() {
    Set<String> open = new LinkedHashSet<>(names);
    open.removeAll(known.keySet());
    return open;
  }

  @Override
  public Part with(Map<String, Double> values) {
    Map<String, Double> all = new LinkedHashMap<>(known);
    all.putAll(values);
    all.keySet().retainAll(names);
    boolean isWhole = all.keySet().containsAll(names);
    FoundProblems problems = new FoundProblems("");
    Optional<Part> part =
        kind.read(new OpenSetting(node.reportingTo(problems), new LinkedHashMap<>(all)));
    if (part.isEmpty()) {
      List<Problem> told = new ArrayList<>();
      problems.all().forEach(p -> told.add(Problem.of(p.message(), p.advice())));
      throw new ProblemsException(told);
    }
    return isWhole ? part.get() : new OpenPart(kind, node, names, Map.copyOf(all));
  }

  @Override
  public String key() {
    return kind.key();
  }

  /** As they stand in the study file. */
  @Override
  public SortedMap<String, Object> settings() {
    SortedMap<String, Object> settings = new TreeMap<>();
    if (node.plain() instanceof Map<?, ?> map) {
      map.forEach((key, value) -> settings.put((String) key, value));
    }
    return settings;
  }

  @Override
  public String inWords() {
    return key() + " " + settings();
  }

  @Override
  public boolean changesNothing() {
    return false;
  }

  @Override
  public void weave(Weaving network) {
    throw new IllegalStateException("no number yet for " + strengths() + " of " + settings());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpenPart part
        && key().equals(part.key())
        && known.equals(part.known)
        && settings().equals(part.settings());
  }

  @Override
  public int hashCode() {
    return settings().hashCode();
  }

  @Override
  public String toString() {
    return inWords();
  }
}
