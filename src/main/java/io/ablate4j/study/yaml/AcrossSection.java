package io.ablate4j.study.yaml;

import io.ablate4j.factor.Factor;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.study.TrendScales;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what makes a contrast an interaction or a trend. */
final class AcrossSection {
  static final String FACTOR = "factor";
  static final String BY = "by";

  private static final String EXAMPLE = "batchSize, or { model: [inception, mlp] }";
  private static final String TREND_EXAMPLE = "{ factor: batchSize, by: log2 }";

  private final NamedLevels names;
  private final Optional<Pair> compare;
  private final Map<String, List<String>> where;
  private boolean broken;
  private Optional<Across> across = Optional.empty();

  private AcrossSection(
      NamedLevels names,
      Optional<Pair> compare,
      Map<String, List<String>> where,
      boolean isBroken) {
    this.names = names;
    this.compare = compare;
    this.where = where;
    this.broken = isBroken;
  }

  /**
   * @param where loses the levels of a trend, which go over into it
   * @param isBroken whether the prediction has a problem already
   */
  static AcrossSection read(
      YamlNode node,
      NamedLevels names,
      Optional<Pair> compare,
      Map<String, List<String>> where,
      boolean isBroken) {
    AcrossSection section = new AcrossSection(names, compare, where, isBroken);
    section.across = section.across(node);
    return section;
  }

  /** Nothing if it has a problem, or something it needs is gone. */
  Optional<Across> across() {
    return across;
  }

  /** Whether the prediction has a problem, here or before. */
  boolean isBroken() {
    return broken || names.isBroken();
  }

  private <T> Optional<T> problem(YamlNode node, String message, String advice) {
    node.problem(message, advice);
    broken = true;
    return Optional.empty();
  }

  private <T> Optional<T> unlessBroken(Optional<T> value) {
    broken |= value.isEmpty();
    return value;
  }

  private Optional<Across> across(YamlNode node) {
    if (node.hasKey(FACTOR) || node.hasKey(BY)) {
      return scaled(node.mapping(TREND_EXAMPLE).orElseThrow());
    }
    if (node.isMapping()) {
      YamlMapping levels = node.mapping(EXAMPLE).orElseThrow();
      if (levels.entries().size() != 1) {
        return problem(
            node,
            PredictionSection.ACROSS
                + " names "
                + (levels.entries().isEmpty() ? "no" : "more than one")
                + " factor.",
            "write " + EXAMPLE + ".");
      }
      return names.at(PredictionSection.ACROSS, levels).flatMap(this::across);
    }
    return overAll(node, Optional.empty());
  }

  /** A trend that may name its scale. */
  private Optional<Across> scaled(YamlMapping mapping) {
    mapping.allowOnly(List.of(FACTOR, BY));
    Optional<YamlNode> factor = unlessBroken(mapping.required(FACTOR, "batchSize"));
    Optional<YamlNode> by = mapping.get(BY);
    Optional<TrendScale.By> scale =
        by.flatMap(node -> unlessBroken(node.oneOf(TrendScale.By.words())))
            .flatMap(TrendScale.By::ofWord);
    return factor.isEmpty() || by.isPresent() && scale.isEmpty()
        ? Optional.empty()
        : overAll(factor.get(), scale);
  }

  /** A trend over all levels of a factor, or those that {@code where} leaves. */
  private Optional<Across> overAll(YamlNode node, Optional<TrendScale.By> by) {
    Optional<String> factor = unlessBroken(node.text());
    Optional<Levels<?>> levels = factor.flatMap(name -> names.levelsOf(name, node));
    if (levels.isEmpty()) {
      return Optional.empty();
    }
    List<String> restricted = where.remove(factor.get());
    List<String> numbers = new ArrayList<>(levels.get().inGrid());
    numbers.remove(Cell.TUNED); // it has no place among them
    return trend(node, levels.get(), restricted == null ? numbers : restricted, by);
  }

  private Optional<Across> across(NamedLevels.Named named) {
    int count = named.node().items().size();
    if (where.containsKey(named.factor())) {
      return problem(
          named.node(),
          "where restricts " + named.factor() + ", and across names its levels, too.",
          "leave it out of where.");
    }
    if (count > 2) {
      Levels<?> levels = names.levelsOf(named.factor(), named.node()).orElseThrow();
      return trend(named.node(), levels, named.levels(), Optional.empty());
    }
    if (count < 2) {
      return problem(
          named.node(),
          PredictionSection.ACROSS
              + " names "
              + ComparedSection.levels(count)
              + " of "
              + named.factor()
              + ".",
          "name two for an interaction, or more of a numeric factor for a trend.");
    }
    Optional<Pair> pair = ComparedSection.pair(named);
    if (pair.filter(this::isCompared).isPresent()) {
      return problem(
          named.node(),
          "across names the two levels of " + named.factor() + " that are compared.",
          "name another pair, whose difference is to be subtracted.");
    }
    return pair.map(Across.Interaction::new);
  }

  private boolean isCompared(Pair pair) {
    return compare
        .filter(other -> other.factor().equals(pair.factor()))
        .filter(
            other ->
                Set.of(other.level(), other.control()).equals(Set.of(pair.level(), pair.control())))
        .isPresent();
  }

  /**
   * @param by the scale that is named, if one is
   */
  private Optional<Across> trend(
      YamlNode node, Levels<?> levels, List<String> words, Optional<TrendScale.By> by) {
    String factor = levels.factor().name();
    String trend = "across asks for a trend over " + factor;
    if (levels.factor().unit() == Factor.Unit.WORD) {
      return problem(
          node,
          trend + ", which is not numeric.",
          "use a numeric factor, or name two levels of " + factor + " for an interaction.");
    }
    if (compare.filter(pair -> pair.factor().equals(factor)).isPresent()) {
      return problem(node, trend + ", which is compared.", "use another factor, or leave it out.");
    }
    if (words.contains(Cell.TUNED)) {
      return problem(
          node,
          trend + ", whose level tuned is no number.",
          "leave tuned out of " + PredictionSection.WHERE + ".");
    }
    if (words.size() < 2) {
      return tooFew(node, levels, words);
    }
    TrendScale scale =
        by.map(named -> TrendScales.of(named, levels.factor()))
            .orElseGet(() -> TrendScales.usual(levels.factor()));
    Optional<String> without = words.stream().filter(level -> !scale.hasPlaceOf(level)).findFirst();
    if (without.isPresent()) {
      return problem(
          node,
          trend + " by doublings, and doubling leads nowhere from " + without.get() + ".",
          "write across: { factor: "
              + factor
              + ", by: linear }, or leave "
              + without.get()
              + " out of its levels"
              + (words.size() > 2 ? " under " + PredictionSection.WHERE : "")
              + ".");
    }
    List<String> ascending =
        words.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList();
    return Optional.of(new Across.Trend(factor, ascending, scale));
  }

  private Optional<Across> tooFew(YamlNode node, Levels<?> levels, List<String> words) {
    String factor = levels.factor().name();
    if (!names.gone().isEmpty()) {
      return Optional.empty();
    }
    if (levels.words().size() > words.size() && words.equals(levels.inGrid())) {
      names.lacks("two levels of " + factor);
      return Optional.empty();
    }
    // A level that is wrong may be enough once it is mended.
    if (!isBroken() && levels.broken().isEmpty()) {
      return problem(
          node,
          "across asks for a trend over " + factor + ", which has one level here.",
          "name more levels under " + FactorsSection.KEY + ", or leave it out.");
    }
    broken = true;
    return Optional.empty();
  }
}
