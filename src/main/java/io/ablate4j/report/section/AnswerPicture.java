package io.ablate4j.report.section;

import io.ablate4j.analysis.Effect;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.figure.Estimates;
import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Figure;
import io.ablate4j.figure.Heading;
import io.ablate4j.figure.SmallForest;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.report.words.TuningWords;
import io.ablate4j.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers to a question as a small forest plot: the same contrasts that the sentences give. */
final class AnswerPicture {
  private AnswerPicture() {}

  /**
   * A row an arm; those of fixed and of tuned levels under a heading each. An arm that stands
   * nowhere beside the control has an empty row.
   */
  static Figure.Panel of(FigureInputs inputs, String question, ContrastMetric metric) {
    StudyAnalysis analysis = inputs.analysis();
    Map<String, List<Entry>> bySetting = new LinkedHashMap<>();
    for (String arm : inputs.others()) {
      List<Effect> effects = analysis.overallEffects(arm, metric);
      for (Effect effect : effects) {
        add(bySetting, analysis.setting(effect), inputs.entry(arm, effect.contrast()));
      }
      if (effects.isEmpty()) {
        String reason = "nowhere beside " + inputs.control();
        add(bySetting, "", Entry.of(arm, Estimate.notEstimable(0, reason), List.of()));
      }
    }
    List<Group> groups = new ArrayList<>();
    bySetting.forEach(
        (setting, entries) ->
            groups.add(
                Group.of(
                    setting.isEmpty() ? "" : TuningWords.setting(analysis, setting), entries)));
    Heading heading = new Heading("answer-" + metric.word(), question, "");
    return SmallForest.of(
        new Estimates(
            heading, inputs.unit(metric), "", inputs.looks(), List.of(new Panel("", groups))),
        metric.higherIsBetter());
  }

  private static void add(Map<String, List<Entry>> bySetting, String setting, Entry entry) {
    bySetting.computeIfAbsent(setting, s -> new ArrayList<>()).add(entry);
  }
}
