package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.TestMetrics;
import io.ablate4j.hypothesis.TrialMetrics;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.Arms;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Origins;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.RunningStatistics;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TargetLevel;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the stored rows of a study say; made of them alone, so that the same rows give the same
 * analysis.
 *
 * @param study what was asked
 * @param status how far it is
 * @param trials one row a planned trial, in plan order
 * @param cells one row a cell, in the study's order: model, regularization, batch size, learning
 *     rate, epochs
 * @param curves one a cell, in the same order
 * @param targets by model, in the study's order
 * @param controls one a regularization that is a control, in the study's order
 * @param registration the study's hypotheses, and whether they were written down beforehand
 * @param hypotheses what came of each, in the study's order
 * @param effects every contrast that the grid allows
 * @param overall each regularization over the whole grid, in the study's order
 * @param rounds of the timing pass, of the study's cells alone
 * @param timing what they say
 * @param tuned the levels that were chosen on tuning seeds, which enter nothing else
 */
public record StudyAnalysis(
    StudyRecord study,
    StudyStatus status,
    List<TrialSummary> trials,
    List<CellSummary> cells,
    List<LearningCurve> curves,
    Map<String, Targets> targets,
    List<ControlCheck> controls,
    Registration registration,
    List<HypothesisResult> hypotheses,
    List<Effect> effects,
    List<Overall> overall,
    List<TimingRound> rounds,
    TimingAnalysis timing,
    Tuned tuned) {
  public StudyAnalysis {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(status, "status");
    trials = List.copyOf(trials);
    cells = List.copyOf(cells);
    curves = List.copyOf(curves);
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    controls = List.copyOf(controls);
    Objects.requireNonNull(registration, "registration");
    hypotheses = List.copyOf(hypotheses);
    effects = List.copyOf(effects);
    overall = List.copyOf(overall);
    rounds = List.copyOf(rounds);
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(tuned, "tuned");
  }

  /**
   * Of a study without hypotheses or timing pass.
   *
   * @see #of(StudyRows)
   */
  public static StudyAnalysis of(
      StudyRecord study, List<PlannedTrial> planned, List<TrialResult> results) {
    return of(StudyRows.of(study, planned, results));
  }

  /**
   * Analyses what there is; a trial without a result is not run, a result that is not planned is
   * only counted.
   */
  public static StudyAnalysis of(StudyRows input) {
    return StudyAnalyzer.of(input);
  }

  /**
   * What not every study has: the trial metrics of classes, the probes that the study lists, and
   * what its hypotheses ask for on the test set.
   */
  public List<ContrastMetric> further() {
    return Stream.of(TrialMetrics.contrasts(), probes(), TestMetrics.of(registration.hypotheses()))
        .flatMap(List::stream)
        .toList();
  }

  /** What the probes that the study lists are compared on, in its order. */
  public List<ContrastMetric> probes() {
    return probes(study);
  }

  static List<ContrastMetric> probes(StudyRecord study) {
    return study.probes().stream()
        .map(
            probe ->
                ClassMetrics.ofProbe(
                    probe.id(),
                    ContrastMetric.Scale.ofWord(probe.scale()),
                    probe.higherIsBetter(),
                    probe.defaultMargin(),
                    probe.meaning()))
        .toList();
  }

  /** Where batch norm and dropout are crossed, in the study's order. */
  public List<Factorial> factorials() {
    return Factorial.of(study, arms());
  }

  /**
   * Cells whose batch norm has not settled, as the study knows them: of a tuned one that at the
   * level that it got.
   */
  public List<RunningStatistics> unsettled() {
    return unsettled(cells.stream().map(CellSummary::cell).toList());
  }

  /** Those of some cells. */
  public List<RunningStatistics> unsettled(Collection<Cell> some) {
    return study.unsettled().stream()
        .filter(
            each ->
                some.stream()
                    .anyMatch(c -> each.cell().equals(c) || each.cell().equals(tuned.at(c))))
        .toList();
  }

  /** The cells that a prediction weighs against one another. */
  public Set<Cell> weighed(Prediction prediction) {
    List<Cell> all = cells.stream().map(CellSummary::cell).toList();
    Made made = Made.of(prediction, all, metric -> Observed.NOTHING, tuned);
    return made.behind(Combination.of(prediction, made.cells()).weights().keySet());
  }

  /** What was chosen on tuning seeds where hypotheses ask for the best level. */
  public List<Pick> picks() {
    return Picks.of(
        registration.hypotheses(), cells.stream().map(CellSummary::cell).toList(), tuned);
  }

  /** The observations of all metrics. */
  Contrasts contrasts() {
    return contrasts(rounds);
  }

  /** The same without rounds beside other work: two studies stood beside loads of their own. */
  Contrasts contrastsOfQuietRounds() {
    List<TimingRound> quiet = rounds.stream().filter(round -> !round.besideOthers()).toList();
    return contrasts(quiet);
  }

  private Contrasts contrasts(List<TimingRound> some) {
    return new Contrasts(
        trials, new ContrastSource(trials, some, study, tuned), tuned, pair -> trials);
  }

  /** How the seeds of each cell reached the main target, in the order of the cells. */
  public List<TargetReach> reach() {
    return reach(TargetLevel.MAIN);
  }

  /** How the seeds of each cell reached one of the three targets, in the order of the cells. */
  public List<TargetReach> reach(TargetLevel level) {
    ContrastSource source = new ContrastSource(trials, rounds, study, tuned);
    return cells.stream()
        .map(c -> TargetReach.of(c.cell(), rows(c.cell()), level, source.budgetSteps(c.cell())))
        .toList();
  }

  /** How often trials of each cell diverged, in the order of the cells. */
  public List<Divergence> divergence() {
    return cells.stream()
        .map(c -> Divergence.of(c, rows(c.cell()), rows(c.cell().withArm(control()))))
        .toList();
  }

  private List<TrialSummary> rows(Cell cell) {
    return trials.stream().filter(t -> t.planned().cell().equals(cell)).toList();
  }

  /** The levels of the compared factor, in the study's order. */
  public List<String> arms() {
    return cells.stream().map(c -> c.cell().arm()).distinct().toList();
  }

  /** The arm that the others are compared with, see {@link Arms#control}. */
  public String control() {
    return Arms.control(arms());
  }

  /**
   * An arm against the control, averaged over the whole grid, at fixed and at tuned levels apart;
   * empty if it shares no cell.
   */
  public List<Effect> overallEffects(String arm, ContrastMetric metric) {
    List<Effect> candidates = againstControl(arm, metric);
    List<Effect> overall =
        candidates.stream()
            .filter(effect -> settings().without(effect.levels()).isEmpty())
            .toList();
    return overall.isEmpty() ? candidates.stream().limit(1).toList() : overall;
  }

  /** The only one of a study whose cells are all of one kind; else empty. */
  public Optional<Effect> overallEffect(String arm, ContrastMetric metric) {
    return overallEffect(arm, metric, "");
  }

  /**
   * The one of those at fixed or tuned levels.
   *
   * @param setting as {@link #setting} has it
   */
  public Optional<Effect> overallEffect(String arm, ContrastMetric metric, String setting) {
    return overallEffects(arm, metric).stream()
        .filter(effect -> setting(effect).equals(setting))
        .findFirst();
  }

  /** An arm against the control, in each context. */
  public List<Effect> cellEffects(String arm, ContrastMetric metric) {
    return againstControl(arm, metric).stream()
        .filter(effect -> effect.levels().size() == contextSize())
        .toList();
  }

  /**
   * Whether an effect is one at fixed or at tuned levels.
   *
   * @return {@link Cell#FIXED} or {@link Cell#TUNED}; empty in a study that has cells of one kind
   *     alone
   */
  public String setting(Effect effect) {
    return settings().kind(effect.levels());
  }

  /** Whether an effect is averaged over more than the cells of a context: a model's, or all. */
  public boolean isOverMany(Effect effect) {
    return settings().without(effect.levels()).size() <= 1;
  }

  /** The same of a cell; empty also of one that does not have the factor. */
  public String setting(Cell cell) {
    return settings().kind(cell.levels());
  }

  /**
   * The levels that cells of a kind have, by factor, as a restriction of what is averaged over.
   *
   * @param setting as {@link #setting} has it
   */
  public Map<String, List<String>> levelsOf(String setting) {
    return setting.isEmpty() || partlyTuned().isEmpty()
        ? Map.of()
        : Map.of(
            partlyTuned().get(),
            cells.stream()
                .map(CellSummary::cell)
                .filter(cell -> Set.of("", setting).contains(setting(cell)))
                .map(cell -> cell.level(partlyTuned().get()))
                .distinct()
                .toList());
  }

  /** The factor that is tuned in some cells and fixed in others, and is not compared. */
  public Optional<String> partlyTuned() {
    return settings().factor();
  }

  private Settings settings() {
    return Settings.of(study, cells.stream().map(CellSummary::cell).toList());
  }

  /**
   * How much pairing by seed gives: the median, over the contrasts of single cells with their
   * controls, of the variance an unpaired comparison would have over that of the paired one.
   * Contrasts whose differences are all equal are not in it.
   *
   * @return empty if there is none
   */
  public OptionalDouble medianVarianceReduction(ContrastMetric metric) {
    return Targets.median(
        effects.stream()
            .filter(effect -> effect.kind() == Effect.Kind.AGAINST_CONTROL)
            .filter(effect -> effect.levels().size() == contextSize())
            .map(Effect::contrast)
            .filter(contrast -> contrast.metric().equals(metric))
            .flatMapToDouble(contrast -> contrast.varianceReduction().stream())
            .toArray());
  }

  private List<Effect> againstControl(String arm, ContrastMetric metric) {
    return effects.stream()
        .filter(effect -> effect.kind() == Effect.Kind.AGAINST_CONTROL)
        .filter(effect -> effect.arm().equals(arm))
        .filter(effect -> effect.contrast().metric().equals(metric))
        .toList();
  }

  static String place(StudyRecord study, Cell cell) {
    String data = study.dataOf(cell).name();
    return cell.level(Roles.MODEL) + (data.isEmpty() ? "" : " on " + data);
  }

  /** What {@link #targets} calls a cell: its model, and its data if the study has several. */
  public String place(Cell cell) {
    return place(study, cell);
  }

  /** Every value of every provenance fact, and how many trials have it. */
  public SortedMap<String, SortedMap<String, Integer>> provenance() {
    SortedMap<String, SortedMap<String, Integer>> facts = new TreeMap<>();
    for (TrialSummary row : trials) {
      row.provenance()
          .ifPresent(
              provenance ->
                  provenance
                      .facts()
                      .forEach(
                          (name, value) ->
                              facts
                                  .computeIfAbsent(name, n -> new TreeMap<>())
                                  .merge(value, 1, Integer::sum)));
    }
    return facts;
  }

  /** What trained the trials. */
  public Origins origins() {
    return origins(trials);
  }

  static Origins origins(List<TrialSummary> trials) {
    return Origins.of(trials.stream().flatMap(trial -> trial.provenance().stream()).toList());
  }

  /** So many levels tell the context of a cell: all but its arm. */
  private int contextSize() {
    return cells.isEmpty() ? 0 : cells.get(0).cell().factors().size() - 1;
  }
}
