package io.ablate4j.study.yaml;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.factor.Surroundings;
import io.ablate4j.hypothesis.TrialMetrics;
import io.ablate4j.model.Models;
import io.ablate4j.probe.Probes;
import io.ablate4j.problem.Nearest;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.Budget;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Roles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From a study file to a study that can run, or to all its problems at once. */
public final class StudyReader {
  /** Replicates of a study that does not say how many. */
  public static final int DEFAULT_SEEDS = 6;

  static final String COMPARE = "compare";
  static final String NAME = "name";
  static final String DESCRIPTION = "description";
  static final String SEEDS = "seeds";
  static final String ENGINE = "engine";

  private static final List<String> KEYS =
      List.of(
          NAME,
          DESCRIPTION,
          Resolved.INCLUDE,
          Resolved.SCALES,
          DatasetSection.KEY,
          DatasetsSection.KEY,
          FactorsSection.KEY,
          DesignSection.ZIP,
          DesignSection.ONLY,
          DesignSection.EXCLUDE,
          DesignSection.DESIGN,
          TuneSection.KEY,
          COMPARE,
          RegularizationsSection.KEY,
          InterventionsSection.KEY,
          SEEDS,
          TuningSeeds.KEY,
          BudgetSection.KEY,
          OptimizerSection.KEY,
          TargetSection.KEY,
          ENGINE,
          TimingSection.KEY,
          EvaluateSection.KEY,
          ProbesSection.KEY,
          HypothesesSection.KEY);

  private final Models models;
  private final Datasets datasets;
  private final DataFolders folders;
  private final Probes probes;

  /**
   * @param models levels of the factor {@code model}
   * @param datasets values of {@code dataset.source}
   * @param folders where data files are looked for
   * @throws ProblemsException if a probe or a metric of a user's cannot be used
   */
  public StudyReader(Models models, Datasets datasets, DataFolders folders) {
    this(models, datasets, folders, Probes.onClassPath());
    TrialMetrics.contrasts(); // what is wrong with a user's is reported before anything is trained
  }

  /** The same, with probes of one's own. */
  StudyReader(Models models, Datasets datasets, DataFolders folders, Probes probes) {
    this.probes = probes;
    this.models = models;
    this.datasets = datasets;
    this.folders = folders;
  }

  /**
   * Reads and checks a study as it will run, overrides included.
   *
   * @throws ProblemsException with every problem there is, each with its place: {@code label:line},
   *     or the option it came from; options first, then in file order
   */
  public CheckedStudy read(StudySource source, Overrides overrides) {
    FoundProblems problems = new FoundProblems(source.label());
    Optional<YamlMapping> root = YamlDocument.root(source, problems);
    problems.throwIfAny();
    Resolved resolved = Resolved.of(root.orElseThrow(), overrides);
    return read(resolved.root(), overrides, resolved.suffix(), source.folder());
  }

  private CheckedStudy read(
      YamlMapping root, Overrides overrides, Optional<String> scale, Path folder) {
    root.allowOnly(KEYS, StudyReader::keyAdvice);
    Optional<String> name =
        name(root).map(word -> scale.map(suffix -> word + "-" + suffix).orElse(word));
    DatasetsSection data = DatasetsSection.read(root, datasets);
    Optimizer optimizer = OptimizerSection.read(root);
    Budget budget = BudgetSection.read(root);
    RegularizationsSection regularizations = RegularizationsSection.read(root);
    InterventionsSection interventions = InterventionsSection.read(root);
    List<String> notices = new ArrayList<>();
    Surroundings around =
        new Surroundings(
            models,
            regularizations.byName(),
            data.byName(),
            interventions.byName(),
            optimizer,
            budget.epochs(),
            folder);
    FactorsSection factors =
        expanded(
            root, FactorsSection.read(root, overrides, around), regularizations, data, notices);
    data.check(factors);
    TargetSection target = TargetSection.read(root, data.train(), factors.named(Roles.MODEL));
    DesignSection design = DesignSection.read(root, overrides, factors);
    List<Axis<?>> axes = TuneSection.read(root, overrides, factors);
    ProbesSection asked = ProbesSection.read(root, probes);
    interventions.check(root, factors, asked, notices);
    Study written =
        new Study(
            name.orElse("unnamed"),
            description(root),
            data.first(),
            axes,
            design.design(),
            compare(root, axes),
            seeds(root, overrides),
            TuningSeeds.read(root),
            budget,
            optimizer,
            target.target(),
            target.checkExamples(),
            engine(root),
            TimingSection.read(root),
            EvaluateSection.read(root),
            asked.ids(),
            List.of());
    Study bare =
        root.problems().all().isEmpty() ? EvaluateSection.cut(written, overrides) : written;
    HypothesesSection hypotheses = HypothesesSection.read(root, overrides, factors, asked, bare);
    Study study = bare.withHypotheses(hypotheses.hypotheses());
    notices.addAll(hypotheses.notices());
    TuningSeeds.notice(study).ifPresent(notices::add);
    OpenData open = data.open(factors, folders);
    check(root, study, factors, regularizations, data, open);
    return new CheckedStudy(
        study, open.checked(study.seeds()), asked.metrics(), notices, design.places());
  }

  /**
   * @throws ProblemsException if there is any problem
   */
  private void check(
      YamlMapping root,
      Study study,
      FactorsSection factors,
      RegularizationsSection regularizations,
      DatasetsSection data,
      OpenData open) {
    new StudyChecks(study, factors, placeOfCells(root), root.problems())
        .check(data.train(), open, models);
    EvaluateSection.check(root, study);
    TimingSection.check(root, study);
    new PlacementChecks(study, factors, regularizations, root.problems()).check(open, models);
    root.problems().throwIfAny();
  }

  private static String description(YamlMapping root) {
    return root.get(DESCRIPTION).flatMap(YamlNode::text).map(String::strip).orElse("");
  }

  /** With the arms that the study has worked out for it. */
  private FactorsSection expanded(
      YamlMapping root,
      FactorsSection factors,
      RegularizationsSection regularizations,
      DatasetsSection data,
      List<String> notices) {
    Optional<YamlNode> auto = AutoRegularizations.node(root);
    if (auto.isEmpty()) {
      return LeaveOneOut.expand(root, factors, regularizations, notices);
    }
    OpenData needed = data.open(factors, folders);
    root.problems().throwIfAny(); // nothing can be found in a network without its data
    return AutoRegularizations.expand(
        auto.get(), factors, regularizations, needed, models, notices);
  }

  /** Factors are easily written at the wrong level. */
  private static String keyAdvice(String key) {
    return FactorsSection.names().contains(key)
        ? "move it under " + FactorsSection.KEY + "."
        : Nearest.advice(key, KEYS);
  }

  private static Optional<String> name(YamlMapping root) {
    Optional<YamlNode> node = root.required(NAME, "my-study");
    Optional<String> name = node.flatMap(YamlNode::text);
    name.flatMap(FolderName::objection)
        .ifPresent(
            words ->
                node.orElseThrow()
                    .problem(
                        "name " + node.get().shown() + " " + words, FolderName.advice(name.get())));
    return name;
  }

  /** Where it is said which cells there are. */
  private static Place placeOfCells(YamlMapping root) {
    return Stream.of(DesignSection.EXCLUDE, DesignSection.ONLY)
        .flatMap(key -> root.get(key).stream())
        .findFirst()
        .map(YamlNode::place)
        .orElse(root.place());
  }

  private static Optional<String> compare(YamlMapping root, List<Axis<?>> axes) {
    Optional<YamlNode> node = root.get(COMPARE);
    Optional<String> word = node.flatMap(YamlNode::text);
    List<String> varying =
        axes.stream()
            .filter(axis -> axis.words().size() > 1)
            .map(axis -> axis.factor().name())
            .toList();
    if (word.isPresent() && !varying.contains(word.get())) {
      node.orElseThrow()
          .problem(
              "compare names \"" + word.get() + "\", which does not vary in this study.",
              varying.isEmpty()
                  ? "give a factor two levels."
                  : Nearest.advice(word.get(), varying));
      return Optional.empty();
    }
    return word;
  }

  private static EngineChoice engine(YamlMapping root) {
    Optional<YamlNode> node = root.get(ENGINE);
    Optional<String> word = node.flatMap(YamlNode::text);
    Optional<EngineChoice> choice = word.flatMap(EngineChoice::ofWord);
    if (word.isPresent() && choice.isEmpty()) {
      node.orElseThrow()
          .problem(
              "There is no engine \"" + word.get() + "\".",
              Nearest.advice(word.get(), EngineChoice.words()));
    }
    return choice.orElse(EngineChoice.FAST);
  }

  private static int seeds(YamlMapping root, Overrides overrides) {
    Optional<YamlNode> node =
        overrides.seeds().isPresent()
            ? Optional.of(
                YamlNode.ofOption(
                    String.valueOf(overrides.seeds().getAsInt()),
                    false,
                    SEEDS,
                    Overrides.SEEDS_OPTION,
                    root.problems()))
            : root.get(SEEDS);
    return node.flatMap(value -> value.count(String.valueOf(DEFAULT_SEEDS))).orElse(DEFAULT_SEEDS);
  }
}
