package io.ablate4j.report.section;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.Effect;
import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.figure.Look;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.report.words.ChanceWords;
import io.ablate4j.report.words.DataThreats;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.FactorWords;
import io.ablate4j.report.words.MissedTargets;
import io.ablate4j.report.words.ScopeWords;
import io.ablate4j.report.words.TargetWords;
import io.ablate4j.report.words.TuningWords;
import io.ablate4j.report.words.Wording;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first screen: one sentence a question and arm, with effect, 95 % interval and number of
 * seeds. A difference is reported as one only where its interval leaves no difference out; nothing
 * here says why it is so.
 */
public final class Answers {

  private final FigureInputs inputs;
  private final StudyAnalysis analysis;
  private final List<Look> looks;
  private final String control;
  private final String target;

  /** Of a study, laid out. */
  public Answers(FigureInputs inputs) {
    this.inputs = inputs;
    this.analysis = inputs.analysis();
    this.looks = inputs.looks();
    this.control = analysis.control();
    this.target = Wording.target(analysis.study());
  }

  /** Three at most, each with an answer an arm; none where nothing is compared. */
  public List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    add(questions, "Is test accuracy higher?", ContrastMetric.TEST_ACCURACY);
    add(questions, "Is the generalization gap smaller?", ContrastMetric.GAP_ACCURACY);
    add(questions, "Is the target reached sooner?", ContrastMetric.STEPS_TO_TARGET);
    return questions;
  }

  /** How the arms' averages are made, for the line above the answers. */
  public String scope() {
    List<String> parts = new ArrayList<>();
    paired()
        .forEach(
            (factor, levels) -> {
              boolean isPartly = analysis.partlyTuned().filter(factor::equals).isPresent();
              long averaged =
                  levels.stream().filter(level -> !isPartly || !level.equals(Cell.TUNED)).count();
              if (averaged > 1) {
                parts.add(averaged + (isPartly ? " fixed " : " ") + FactorWords.plural(factor));
              }
            });
    return "Each "
        + FactorWords.singular(analysis.study().compared())
        + " against "
        + control
        + ", paired by seed"
        + (parts.isEmpty() ? "" : ", averaged over " + Wording.join(parts))
        + "; brackets and bars are 95 % intervals."
        + TuningWords.scope(analysis.study(), paired())
        + " These answers explore: they are not adjusted for their"
        + " number"
        + (analysis.hypotheses().isEmpty()
            ? "."
            : "; what was claimed beforehand is judged under Verdicts.")
        + (fellShort()
            ? " A trial that falls short of the target (hollow) counts as its whole budget."
            : "");
  }

  /** The levels, of all factors but the compared one, at which an arm stands beside the control. */
  private Map<String, Set<String>> paired() {
    Map<String, Set<String>> paired = new LinkedHashMap<>();
    looks.stream()
        .flatMap(look -> analysis.cellEffects(look.name(), ContrastMetric.TEST_ACCURACY).stream())
        .forEach(
            effect ->
                effect
                    .levels()
                    .forEach(
                        (factor, level) ->
                            paired.computeIfAbsent(factor, f -> new TreeSet<>()).add(level)));
    return paired;
  }

  private boolean fellShort() {
    return looks.stream()
        .flatMap(
            look -> analysis.overallEffects(look.name(), ContrastMetric.STEPS_TO_TARGET).stream())
        .anyMatch(effect -> effect.contrast().counts().censored() > 0);
  }

  private void add(List<Question> questions, String title, ContrastMetric metric) {
    List<Answer> answers = new ArrayList<>();
    for (Look look : looks) {
      if (!look.name().equals(control)) {
        List<Effect> effects = analysis.overallEffects(look.name(), metric);
        effects.forEach(effect -> answers.add(labelled(answer(look, effect), effect)));
        if (effects.isEmpty()) {
          answers.add(new Answer(look, "few", apart(look.name()), ""));
        }
      }
    }
    if (!answers.isEmpty()) {
      questions.add(new Question(title, AnswerPicture.of(inputs, title, metric), answers));
    }
  }

  /** Of fixed and of tuned levels each answer says which it is of. */
  private Answer labelled(Answer answer, Effect effect) {
    return new Answer(
        answer.look(),
        answer.mood(),
        TuningWords.label(analysis, analysis.setting(effect)) + answer.text(),
        answer.more());
  }

  /** Why an arm has no cell beside the control: what else they differ in wherever they are. */
  private String apart(String arm) {
    List<String> factors =
        cells(arm)
            .flatMap(cell -> cells(control).map(cell::differences))
            .min(Comparator.comparing(List::size))
            .orElse(List.of());
    List<String> others =
        factors.stream()
            .filter(factor -> !factor.equals(analysis.study().compared()))
            .map(FactorWords::singular)
            .toList();
    return "no answer: wherever "
        + arm
        + " stands, "
        + control
        + " is not there with the same "
        + (others.isEmpty() ? "settings" : Wording.join(others))
        + ".";
  }

  private Stream<Cell> cells(String arm) {
    return analysis.cells().stream().map(CellSummary::cell).filter(c -> c.arm().equals(arm));
  }

  private Answer answer(Look look, Effect effect) {
    PairedContrast contrast = effect.contrast();
    ContrastMetric metric = contrast.metric();
    EstimateText reported = EstimateText.of(contrast);
    String seeds = EstimateText.replicates(metric, contrast.pairs());
    if (contrast.effect().value().isEmpty()) {
      return new Answer(look, "few", noAnswer(contrast, seeds), "");
    }
    boolean never = TargetWords.isFor(contrast);
    String seen =
        never
            ? TargetWords.of(contrast, control, target)
            : Wording.difference(metric, reported, control, target);
    if (contrast.pairs() < PairedContrast.FEWEST) {
      return new Answer(
          look,
          "few",
          "insufficient data: "
              + seeds
              + ", an answer needs "
              + PairedContrast.FEWEST
              + "; so far "
              + seen
              + ".",
          ScopeWords.of(contrast.scope(), analysis.study(), analysis.study().compared()));
    }
    String more = more(look.name(), effect);
    int direction = never ? TargetWords.direction(contrast) : reported.direction();
    if (direction == 0) {
      return new Answer(
          look,
          "open",
          "undecided: "
              + seen
              + (never ? "" : interval(reported) + ", " + seeds + needs(contrast))
              + ".",
          more);
    }
    boolean better = direction > 0 == metric.higherIsBetter();
    String decided =
        never
            ? seen
            : Wording.decided(metric, reported, control, target)
                + (reported.interval().isEmpty() ? "" : " " + reported.sizeInterval())
                + ", "
                + seeds;
    return new Answer(
        look, better ? "yes" : "no", (better ? "yes, " : "no, ") + decided + ".", more);
  }

  private String noAnswer(PairedContrast contrast, String seeds) {
    if (contrast.hasNothingYet()) {
      return "no answer yet: no seed has run in every cell.";
    }
    return contrast.pairs() == 0
        ? "no answer"
            + (analysis.status().notRun() > 0 ? " yet: " : ": ")
            + contrast.effect().missing()
            + "."
        : "not estimable: " + contrast.effect().missing() + ", " + seeds + ".";
  }

  /** What else is known, a few sentences. */
  private String more(String arm, Effect effect) {
    PairedContrast contrast = effect.contrast();
    String setting = analysis.setting(effect);
    ContrastMetric metric = contrast.metric();
    return Stream.of(
            censored(arm, contrast, setting),
            ScopeWords.of(contrast.scope(), analysis.study(), analysis.study().compared()),
            Wording.isGap(metric)
                ? ChanceWords.of(
                    analysis,
                    new Pair(analysis.study().compared(), arm, control),
                    analysis.levelsOf(setting))
                : "",
            cost(arm, contrast, setting),
            byCell(arm, metric, setting),
            DataThreats.ofAnswer(analysis, arm, metric, setting).strip())
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String interval(EstimateText reported) {
    return reported.interval().isEmpty() ? "" : " " + reported.interval();
  }

  private static String needs(PairedContrast contrast) {
    OptionalInt needed = contrast.seedsNeeded(1 - PairedContrast.LEVEL);
    return needed.isPresent()
        ? "; an effect of this size would need about "
            + EstimateText.count(needed.getAsInt(), "seed")
        : "";
  }

  private String censored(String arm, PairedContrast contrast, String setting) {
    if (contrast.counts().censored() == 0 || TargetWords.isFor(contrast)) {
      return "";
    }
    return MissedTargets.of(
                analysis,
                new Pair(analysis.study().compared(), arm, control),
                analysis.levelsOf(setting),
                contrast)
            .map(MissedTargets::words)
            .orElseGet(
                () ->
                    EstimateText.count(contrast.counts().censored(), "trial")
                        + " of "
                        + arm
                        + " or "
                        + control)
        + " fell short.";
  }

  /** Steps alone are half an answer to "sooner". */
  private String cost(String arm, PairedContrast contrast, String setting) {
    if (contrast.metric() != ContrastMetric.STEPS_TO_TARGET) {
      return "";
    }
    Optional<PairedContrast> step = known(arm, ContrastMetric.STEP_MILLIS, setting);
    Optional<PairedContrast> seconds = known(arm, ContrastMetric.SECONDS_TO_TARGET, setting);
    if (step.isEmpty() || seconds.isEmpty()) {
      return "";
    }
    return "A step costs "
        + EstimateText.of(step.get()).withInterval()
        + " times as much"
        + (TargetWords.isFor(contrast)
            ? "."
            : ", so it takes "
                + EstimateText.of(seconds.get()).withInterval()
                + " times the seconds.");
  }

  private Optional<PairedContrast> known(String arm, ContrastMetric metric, String setting) {
    return analysis
        .overallEffect(arm, metric, setting)
        .map(Effect::contrast)
        .filter(c -> c.effect().value().isPresent());
  }

  /** An average over cells that disagree is reported as such. */
  private String byCell(String arm, ContrastMetric metric, String setting) {
    int up = 0;
    int down = 0;
    int open = 0;
    int unknown = 0;
    int never = 0;
    for (Effect effect : analysis.cellEffects(arm, metric)) {
      if (!setting.isEmpty() && !analysis.setting(effect).equals(setting)) {
        continue;
      }
      if (effect.contrast().effect().value().isEmpty()) {
        unknown++;
        continue;
      }
      if (effect.contrast().arrivals().isLevelNever()) {
        never++;
        continue;
      }
      int direction = EstimateText.of(effect.contrast()).direction();
      up += direction > 0 ? 1 : 0;
      down += direction < 0 ? 1 : 0;
      open += direction == 0 ? 1 : 0;
    }
    if (up + down + open + unknown + never < 2) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (up > 0) {
      parts.add(Wording.higher(metric) + " in " + up);
    }
    if (down > 0) {
      parts.add(Wording.lower(metric) + " in " + down);
    }
    if (never > 0) {
      parts.add("never in " + never);
    }
    if (open > 0) {
      parts.add("open in " + open);
    }
    if (unknown > 0) {
      parts.add("not estimable in " + unknown);
    }
    return "By cell: " + String.join(", ", parts) + ".";
  }
}
