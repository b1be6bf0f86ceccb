package io.ablate4j.report.section;

import io.ablate4j.analysis.Effect;
import io.ablate4j.analysis.Factorial;
import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.Figure;
import io.ablate4j.figure.ForestFigure;
import io.ablate4j.figure.Heading;
import io.ablate4j.figure.HeatFigure;
import io.ablate4j.figure.LevelFigure;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.figure.Unit;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.FactorWords;
import io.ablate4j.report.words.Numbers;
import io.ablate4j.report.words.TuningWords;
import io.ablate4j.report.words.Wording;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where effects depend on one another, on the batch size and on the model. */
public final class InteractionSection {
  private InteractionSection() {}

  /** Whether effects add up, and whether they depend on batch size or model. */
  public static Section of(FigureInputs inputs) {
    List<String> paragraphs = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    List<Factorial> factorials = inputs.analysis().factorials();
    boolean isOverMany = inputs.grid().positions().size() > 1;
    List<String> shown = new ArrayList<>();
    shown.add(
        "how the differences in test accuracy depend on model and "
            + inputs.grid().across()
            + " ({fig-map})");
    if (!factorials.isEmpty()) {
      shown.add("whether batch norm and dropout add up ({fig-interaction})");
    }
    if (isOverMany) {
      shown.add(
          "test accuracy ({fig-batch-accuracy}) and gap ({fig-batch-gap}) over the "
              + inputs.grid().across());
    }
    paragraphs.add("This section shows " + String.join("; ", shown) + ".");
    if (factorials.isEmpty() && !inputs.others().isEmpty()) {
      paragraphs.add(
          "Whether batch norm and dropout add up is not known here. That takes four regularizations:"
              + " neither, each alone, and the same two together.");
    }
    paragraphs.add(
        "No interval or p value of this section is adjusted for their number: among many, some leave"
            + " 0 out by chance alone. Contrasts that were asked for beforehand are judged under"
            + " Verdicts, together with the others of their family.");
    if (!isOverMany) {
      paragraphs.add(
          "This study has one " + inputs.grid().across() + ", so nothing is shown over it.");
    }
    List<Effect> wider =
        inputs.analysis().effects().stream()
            .filter(e -> e.kind() != Effect.Kind.AGAINST_CONTROL)
            .filter(e -> e.kind() == Effect.Kind.SINGLE_CHANGE || inputs.analysis().isOverMany(e))
            .toList();
    if (!wider.isEmpty()) {
      tables.add(table(inputs, wider));
    }
    return new Section(
        "interactions",
        "Interactions and batch size",
        paragraphs,
        figures(inputs, factorials),
        tables);
  }

  private static Table table(FigureInputs inputs, List<Effect> effects) {
    boolean ranks =
        effects.stream()
            .map(Effect::contrast)
            .anyMatch(c -> c.counts().censored() > 0 && c.effect().value().isPresent());
    ClaimIndex claimed = ClaimIndex.of(inputs.analysis());
    boolean anyClaim = effects.stream().anyMatch(effect -> !claimed.of(effect).isEmpty());
    List<Row> rows = new ArrayList<>();
    for (Effect effect : effects) {
      PairedContrast contrast = effect.contrast();
      EstimateText reported = EstimateText.of(contrast);
      RowBuilder row =
          new RowBuilder()
              .add(what(inputs, effect))
              .add(effect.arm().replace(" x ", " × "))
              .add(where(inputs, effect))
              .add(contrast.metric().name())
              .add(
                  reported.value() + (reported.unit().isEmpty() ? "" : " " + reported.unit()),
                  contrast.effect().value().isPresent() && !contrast.arrivals().isLevelNever()
                      ? EstimateText.exact(
                          contrast.effect().value().getAsDouble(), contrast.metric().scale())
                      : "")
              .add(
                  reported.interval().isEmpty() ? Digits.UNDEFINED : reported.interval(),
                  reported.interval().isEmpty()
                      ? ""
                      : EstimateText.exactInterval(contrast.effect(), contrast.metric().scale())
                          .orElse(""));
      Optional<Double> p =
          contrast
              .signFlip()
              .filter(test -> contrast.effect().value().isPresent())
              .map(test -> test.value());
      row.add(p.map(Numbers::pValue).orElse(Digits.UNDEFINED), p.map(Digits::all).orElse(""))
          .add(String.valueOf(contrast.pairs()));
      if (anyClaim) {
        row.add(claimed.of(effect));
      }
      rows.add(row.row(""));
    }
    Heads heads =
        Heads.of(Kind.NAME, "Effect", "Regularization")
            .and(Kind.TEXT, "In", "On")
            .and(Kind.NUMBER, "Estimate", "95 % interval", "p", "Seeds");
    return new Table(
        caption(inputs.control(), ranks, anyClaim)
            + (effects.stream().anyMatch(e -> e.kind() == Effect.Kind.SINGLE_CHANGE)
                ? " This study changes one factor at a time. A change of another factor than the "
                    + FactorWords.singular(inputs.analysis().study().compared())
                    + " is set against the base cell. That cell has the first level of each."
                : ""),
        (anyClaim ? heads.and(Kind.TEXT, "Claim") : heads).columns(),
        rows);
  }

  private static String caption(String control, boolean ranks, boolean anyClaim) {
    return "Main effects, interactions and trends, averaged over what is not named. Differences in"
        + " percentage points; of steps, ratios. A trend is the change of the difference against "
        + control
        + " with each doubling of the batch size. Of two models, that difference in the one is set"
        + " against the same in the other. p: sign-flip test, not adjusted."
        + (ranks
            ? " Where a trial fell short of the target it is of ranks, in which that trial is the"
                + " last. It need not agree with the interval then."
            : "")
        + (anyClaim
            ? " A claim that was written down beforehand about just this effect is named. Its"
                + " verdict, under Verdicts, is adjusted."
            : "");
  }

  private static List<Figure> figures(FigureInputs inputs, List<Factorial> factorials) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        HeatFigure.of(
            inputs.contrasts(
                new Heading(
                    "fig-map",
                    "Differences in test accuracy at a glance",
                    "Difference in test accuracy against "
                        + inputs.control()
                        + " in percentage points, paired by seed."),
                ContrastMetric.TEST_ACCURACY)));
    if (!factorials.isEmpty()) {
      figures.add(
          ForestFigure.of(
              inputs.interactions(
                  new Heading(
                      "fig-interaction",
                      "Do batch norm and dropout add up?",
                      Wording.join(factorials.stream().map(InteractionSection::formula).toList())
                          + " in test accuracy. Above 0, both together gain more over "
                          + factorials.get(0).none()
                          + " than the gains of each alone add up to. Below 0, less."),
                  ContrastMetric.TEST_ACCURACY)));
    }
    if (inputs.grid().positions().size() > 1) {
      figures.add(
          LevelFigure.of(
              inputs.means(
                  new Heading(
                      "fig-batch-accuracy",
                      "Test accuracy over the " + inputs.grid().across(),
                      "Means over seeds with 95 % intervals."),
                  Unit.percent("test accuracy, %"),
                  TrialColumn.TEST_ACCURACY)));
      figures.add(
          LevelFigure.of(
              inputs.means(
                  new Heading(
                      "fig-batch-gap",
                      "Gap over the " + inputs.grid().across(),
                      "Train minus test accuracy. Means over seeds with 95 % intervals."),
                  Unit.points("gap, points"),
                  TrialColumn.GAP_ACCURACY)));
    }
    return figures;
  }

  private static String formula(Factorial of) {
    return of.both() + " − " + of.batchNorm() + " − " + of.dropout() + " + " + of.none();
  }

  /** Of several factorials, what else an effect is about. */
  private static String what(FigureInputs inputs, Effect effect) {
    String what = what(effect, inputs.control());
    if (inputs.analysis().factorials().size() < 2) {
      return what;
    }
    return switch (effect.kind()) {
      case MAIN_EFFECT -> what + ", without and with " + effect.against();
      default -> what;
    };
  }

  private static String what(Effect effect, String control) {
    return switch (effect.kind()) {
      case AGAINST_CONTROL -> "against " + control;
      case MAIN_EFFECT -> "main effect";
      case INTERACTION -> "interaction";
      case BATCH_TREND -> "trend over batch size";
      case MODEL_INTERACTION -> effect.levels().get(Roles.MODEL) + " less " + effect.against();
      case SINGLE_CHANGE ->
          effect.levels().entrySet().stream()
                  .map(e -> FactorWords.singular(e.getKey()) + " " + e.getValue())
                  .collect(Collectors.joining())
              + " less "
              + effect.against();
    };
  }

  private static String where(FigureInputs inputs, Effect effect) {
    if (effect.kind() == Effect.Kind.SINGLE_CHANGE) {
      return "the base cell";
    }
    List<String> words = new ArrayList<>();
    if (effect.kind() != Effect.Kind.MODEL_INTERACTION) {
      effect
          .levels()
          .forEach(
              (factor, level) -> {
                if (!inputs.analysis().partlyTuned().filter(factor::equals).isPresent()) {
                  words.add(level);
                }
              });
    }
    String setting = inputs.analysis().setting(effect);
    if (!setting.isEmpty()) {
      words.add(TuningWords.setting(inputs.analysis(), setting));
    }
    return words.isEmpty() ? "the whole grid" : String.join(", ", words);
  }
}
