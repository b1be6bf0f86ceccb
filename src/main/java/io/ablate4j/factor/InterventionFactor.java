package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ablate4j.intervention.Interventions;
import io.ablate4j.intervention.TimedIntervention;
import io.ablate4j.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What is done to the network in the middle of its training. */
final class InterventionFactor implements Factor<TimedIntervention> {
  private static final String NAME = "name";

  @Override
  public String name() {
    return "intervention";
  }

  @Override
  public String description() {
    return "what is done to the network in the middle of training: none, or a name that the study"
        + " has under interventions";
  }

  @Override
  public Unit unit() {
    return Unit.WORD;
  }

  @Override
  public Optional<TimedIntervention> parse(Written written, Surroundings study) {
    return written.text().flatMap(name -> named(name, written, study));
  }

  private static Optional<TimedIntervention> named(
      String name, Written written, Surroundings study) {
    if (name.equals(TimedIntervention.NONE.name())) {
      return Optional.of(TimedIntervention.NONE);
    }
    Map<String, Optional<TimedIntervention>> all = study.interventions();
    if (!all.containsKey(name)) {
      written.problem(
          "There is no intervention \"" + name + "\".",
          "use "
              + (all.isEmpty() ? "" : String.join(", ", all.keySet()) + " or ")
              + "none, or define it: interventions: { "
              + name
              + ": { rescale: { layer: first, by: 10, next: 0.1 }, at: { step: 200 } } }.");
      return Optional.empty();
    }
    // What is wrong with a definition was reported where it stands.
    return all.get(name);
  }

  @Override
  public String word(TimedIntervention level) {
    return level.name();
  }

  @Override
  public List<TimedIntervention> usual(Surroundings study) {
    return List.of(TimedIntervention.NONE);
  }

  @Override
  public TimedIntervention standIn(Surroundings study) {
    return TimedIntervention.NONE;
  }

  @Override
  public void apply(TimedIntervention level, TrialSettings.Builder settings) {
    settings.intervention(level);
  }

  @Override
  public TimedIntervention of(TrialSettings settings) {
    return settings.intervention();
  }

  @Override
  public void write(TrialSettings settings, Map<String, Object> spec) {
    if (settings.intervention().isThere()) {
      SortedMap<String, Object> all = settings.intervention().settings();
      all.put(NAME, settings.intervention().name());
      spec.put(name(), all);
    }
  }

  @Override
  public void read(JsonNode spec, TrialSettings.Builder settings) {
    if (spec.has(name())) {
      ObjectNode rest = spec.get(name()).deepCopy();
      String level = rest.required(NAME).textValue();
      rest.remove(NAME);
      Interventions.read(level, new JsonSetting(name(), rest)).ifPresent(settings::intervention);
    }
  }

  @Override
  public List<Problem> check(TimedIntervention level, TrialSettings settings, Circumstances study) {
    List<Problem> problems = new ArrayList<>();
    if (level.isThere() && study.trainIsKnown() && level.step() >= settings.steps()) {
      problems.add(
          Problem.of(
              "intervention \""
                  + level.name()
                  + "\" is at step "
                  + level.step()
                  + ", but training has "
                  + settings.steps()
                  + " steps.",
              "put it at an earlier step, or train longer."));
    }
    level
        .what()
        .flatMap(what -> study.outline(settings).flatMap(what::objection))
        .ifPresent(
            problem ->
                problems.add(
                    Problem.of(
                        "intervention \""
                            + level.name()
                            + "\" in "
                            + settings.model()
                            + ", "
                            + settings.regularization().name()
                            + ": "
                            + problem.message(),
                        problem.advice())));
    return problems;
  }
}
