package io.ablate4j.report;

import io.ablate4j.analysis.Effect;
import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.report.ReportPage.Answer;
import io.ablate4j.report.ReportPage.Question;
import io.ablate4j.report.figure.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The first screen: one sentence a question and arm, with effect, 95 % interval and number of
 * seeds. A difference is told as one only where its interval leaves no difference out; nothing here
 * says why it is so.
 */
final class Answers {
  private final StudyAnalysis analysis;
  private final List<Look> looks;
  private final String control;
  private final String target;

  Answers(Scene scene) {
    this.analysis = scene.analysis();
    this.looks = scene.looks();
    this.control = analysis.control();
    this.target = Wording.target(analysis.study());
  }

  List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    add(questions, "Is test accuracy higher?", ContrastMetric.TEST_ACCURACY);
    add(questions, "Is the generalization gap smaller?", ContrastMetric.GAP_ACCURACY);
    add(questions, "Is the target reached sooner?", ContrastMetric.STEPS_TO_TARGET);
    return questions;
  }

  /** How the arms' averages are made, for the line above the answers. */
  String scope() {
    List<String> parts = new ArrayList<>();
    analysis.study().factors().entrySet().stream()
        .filter(entry -> !entry.getKey().equals("regularization"))
        .filter(entry -> entry.getValue().size() > 1)
        .forEach(
            entry -> parts.add(entry.getValue().size() + " " + FactorWords.plural(entry.getKey())));
    return "Each regularization against "
        + control
        + ", paired by seed"
        + (parts.isEmpty() ? "" : ", averaged over " + join(parts))
        + "; brackets are 95 % intervals. These answers explore: they are not adjusted for their"
        + " number"
        + (analysis.hypotheses().isEmpty()
            ? "."
            : "; what was claimed beforehand is judged under Verdicts.")
        + (fellShort()
            ? " A trial that falls short of the target counts as its whole budget."
            : "");
  }

  private boolean fellShort() {
    return looks.stream()
        .flatMap(
            look -> analysis.overallEffect(look.name(), ContrastMetric.STEPS_TO_TARGET).stream())
        .anyMatch(effect -> effect.contrast().counts().censored() > 0);
  }

  /** "a", "a and b", "a, b and c". */
  static String join(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1))
            + " and "
            + parts.get(parts.size() - 1);
  }

  private void add(List<Question> questions, String title, ContrastMetric metric) {
    List<Answer> answers = new ArrayList<>();
    for (Look look : looks) {
      if (!look.name().equals(control)) {
        analysis
            .overallEffect(look.name(), metric)
            .ifPresent(effect -> answers.add(answer(look, effect.contrast())));
      }
    }
    if (!answers.isEmpty()) {
      questions.add(new Question(title, answers));
    }
  }

  private Answer answer(Look look, PairedContrast contrast) {
    ContrastMetric metric = contrast.metric();
    Told told = Told.of(contrast);
    String seeds = Told.replicates(metric, contrast.pairs());
    if (contrast.effect().value().isEmpty()) {
      return new Answer(
          look,
          "few",
          contrast.pairs() == 0
              ? "no answer yet: no seed has run in every cell."
              : "not estimable: " + contrast.effect().missing() + ", " + seeds + ".",
          "");
    }
    if (contrast.pairs() < PairedContrast.FEWEST) {
      return new Answer(
          look,
          "few",
          "insufficient data: "
              + seeds
              + ", an answer needs "
              + PairedContrast.FEWEST
              + "; so far "
              + Wording.difference(metric, told, control, target)
              + ".",
          "");
    }
    String more =
        censored(look.name(), contrast)
            + cost(look.name(), metric)
            + byCell(look.name(), metric)
            + DataThreats.ofAnswer(analysis, look.name(), metric);
    if (told.direction() == 0) {
      return new Answer(
          look,
          "open",
          "undecided: "
              + Wording.difference(metric, told, control, target)
              + interval(told)
              + ", "
              + seeds
              + needs(contrast)
              + ".",
          more.strip());
    }
    boolean better = told.direction() > 0 == metric.higherIsBetter();
    return new Answer(
        look,
        better ? "yes" : "no",
        (better ? "yes, " : "no, ")
            + Wording.decided(metric, told, control, target)
            + (told.interval().isEmpty() ? "" : " " + told.sizeInterval())
            + ", "
            + seeds
            + ".",
        more.strip());
  }

  private static String interval(Told told) {
    return told.interval().isEmpty() ? "" : " " + told.interval();
  }

  private static String needs(PairedContrast contrast) {
    OptionalInt needed = contrast.seedsNeeded(1 - PairedContrast.LEVEL);
    return needed.isPresent()
        ? "; an effect of this size would need about " + Told.count(needed.getAsInt(), "seed")
        : "";
  }

  private String censored(String arm, PairedContrast contrast) {
    if (contrast.counts().censored() == 0) {
      return "";
    }
    return " "
        + Shortfall.of(analysis, new Pair("regularization", arm, control), contrast)
            .map(Shortfall::words)
            .orElseGet(
                () ->
                    Told.count(contrast.counts().censored(), "trial")
                        + " of "
                        + arm
                        + " or "
                        + control)
        + " fell short.";
  }

  /** Steps alone are half an answer to "sooner". */
  private String cost(String arm, ContrastMetric metric) {
    if (metric != ContrastMetric.STEPS_TO_TARGET) {
      return "";
    }
    Optional<PairedContrast> step = known(arm, ContrastMetric.STEP_MILLIS);
    Optional<PairedContrast> seconds = known(arm, ContrastMetric.SECONDS_TO_TARGET);
    if (step.isEmpty() || seconds.isEmpty()) {
      return "";
    }
    return " A step costs "
        + Told.of(step.get()).withInterval()
        + " times as much, so it takes "
        + Told.of(seconds.get()).withInterval()
        + " times the seconds.";
  }

  private Optional<PairedContrast> known(String arm, ContrastMetric metric) {
    return analysis
        .overallEffect(arm, metric)
        .map(Effect::contrast)
        .filter(c -> c.effect().value().isPresent());
  }

  /** An average over cells that disagree is told as such. */
  private String byCell(String arm, ContrastMetric metric) {
    int up = 0;
    int down = 0;
    int open = 0;
    int unknown = 0;
    for (Effect effect : analysis.cellEffects(arm, metric)) {
      if (effect.contrast().effect().value().isEmpty()) {
        unknown++;
        continue;
      }
      int direction = Told.of(effect.contrast()).direction();
      up += direction > 0 ? 1 : 0;
      down += direction < 0 ? 1 : 0;
      open += direction == 0 ? 1 : 0;
    }
    if (up + down + open + unknown < 2) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (up > 0) {
      parts.add(Wording.higher(metric) + " in " + up);
    }
    if (down > 0) {
      parts.add(Wording.lower(metric) + " in " + down);
    }
    if (open > 0) {
      parts.add("open in " + open);
    }
    if (unknown > 0) {
      parts.add("not estimable in " + unknown);
    }
    return " By cell: " + String.join(", ", parts) + ".";
  }
}
