package io.ablate4j.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A study as the answering side needs to know it: the words and levels, not the objects they stand
 * for.
 *
 * @param name its name, also that of its folder
 * @param description what it asks, may be empty
 * @param yaml the resolved study file, which would run it again
 * @param yamlSha256 of that text
 * @param factors name to levels, as text, in the study's order
 * @param target if the study sets one; else it is derived from the results
 * @param facts whatever else the report shows: dataset, counts, optimizer, versions, command;
 *     sorted by name
 * @param models what each model looks like under each regularization, in the study's order
 * @param controls regularizations besides {@code none} that change nothing: their trials have to
 *     give the numbers of {@code none}
 * @param parts what each regularization puts into networks; empty if the study was stored before
 *     that was kept
 * @param probes what else is measured after each epoch, in the study's order; empty also if the
 *     study was stored before that was kept
 * @param data what its data are; empty if the study was stored before that was kept, or has several
 * @param unsettled cells whose batch norm has not forgotten how its running statistics began when
 *     the budget ends, in the study's order; empty also if the study was stored before that was
 *     kept
 * @param datasets of a study with several, in its order: then {@code facts} and {@code data} say
 *     nothing of data
 */
public record StudyRecord(
    String name,
    String description,
    String yaml,
    String yamlSha256,
    Map<String, List<String>> factors,
    Optional<Target> target,
    SortedMap<String, String> facts,
    List<ModelSummary> models,
    List<String> controls,
    Map<String, Parts> parts,
    List<ProbeRecord> probes,
    Optional<DataFacts> data,
    List<RunningStatistics> unsettled,
    List<DatasetRecord> datasets) {

  /** The fact that names the factor whose levels are compared, where it is not the usual one. */
  public static final String COMPARED = "compared-factor";

  /** The fact that says after which epochs trials are evaluated in full. */
  public static final String EVALUATE = "evaluate";

  /** The fact that says what the levels of the factor {@code intervention} do, and when. */
  public static final String INTERVENTIONS = "interventions";

  /** The fact that says after how many steps, where all interventions come after as many. */
  public static final String INTERVENTION_STEP = "intervention-step";

  /**
   * The fact that names the algorithm; each of its parameters is a fact of its own, such as {@code
   * optimizer-beta1}.
   */
  public static final String OPTIMIZER = "optimizer";

  /** Begins the facts that are its parameters. */
  public static final String OPTIMIZER_PARAMETER = OPTIMIZER + "-";

  /**
   * What a regularization puts into networks, as text: equal texts are equal parts.
   *
   * @param batchNorm where and how; empty without
   * @param dropout where and how much; empty without
   */
  public record Parts(String batchNorm, String dropout) {
    public Parts {
      Objects.requireNonNull(batchNorm, "batchNorm");
      Objects.requireNonNull(dropout, "dropout");
    }
  }

  /**
   * A probe that the study lists, as it was when the study began.
   *
   * @param id its name
   * @param scale word of how two of its values are set against one another
   * @param higherIsBetter which direction is an improvement
   * @param defaultMargin of a hypothesis that sets none, above 0
   * @param meaning what it measures, in which unit; one line
   */
  public record ProbeRecord(
      String id, String scale, boolean higherIsBetter, double defaultMargin, String meaning) {
    public ProbeRecord {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(scale, "scale");
      Objects.requireNonNull(meaning, "meaning");
    }
  }

  /**
   * One network of the study.
   *
   * @param layers one line a layer, in order of computation
   * @param trainableParameters what the optimizer changes; BN's running statistics are not in it
   * @param placed what the regularization put where, such as "dropout 0.25 after pool1"; empty if
   *     nothing, or if the study was stored before that was kept
   * @param variant levels of other factors that change the network
   */
  public record ModelSummary(
      String model,
      String regularization,
      List<String> layers,
      long trainableParameters,
      String placed,
      Map<String, String> variant) {
    /** Nothing is known of what was put where. */
    public ModelSummary(
        String model, String regularization, List<String> layers, long trainableParameters) {
      this(model, regularization, layers, trainableParameters, "", Map.of());
    }

    public ModelSummary {
      Objects.requireNonNull(placed, "placed");
      layers = List.copyOf(layers);
      variant = Collections.unmodifiableMap(new LinkedHashMap<>(variant));
    }

    /** Whether trials of the cell train this network, or may do so at a level yet to be chosen. */
    public boolean isOf(Cell cell) {
      return model.equals(cell.level(Roles.MODEL))
          && regularization.equals(cell.level(Roles.ARM))
          && variant.entrySet().stream()
              .allMatch(
                  entry -> {
                    String level = cell.levels().get(entry.getKey());
                    return entry.getValue().equals(level) || Cell.TUNED.equals(level);
                  });
    }

    /** Such as "mlp, none, activation tanh". */
    public String label() {
      StringBuilder label = new StringBuilder(model + ", " + regularization);
      variant.forEach((factor, level) -> label.append(", ").append(Roles.inWords(factor, level)));
      return label.toString();
    }

    /** Twelve digits that are the same only for the same layers and parameters. */
    public String fingerprint() {
      return TrialKey.ofCanonicalJson(String.join("\n", layers) + "\n" + trainableParameters)
          .shortForm();
    }
  }

  public StudyRecord {
    Objects.requireNonNull(name, "name");
    Map<String, List<String>> copy = new LinkedHashMap<>();
    factors.forEach((factor, levels) -> copy.put(factor, List.copyOf(levels)));
    factors = Collections.unmodifiableMap(copy);
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    models = Collections.unmodifiableList(new ArrayList<>(models));
    controls = List.copyOf(controls);
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    probes = List.copyOf(probes);
    Objects.requireNonNull(data, "data");
    unsettled = List.copyOf(unsettled);
    datasets = List.copyOf(datasets);
  }

  /** As studies were stored before their data and running statistics were looked at. */
  public StudyRecord(
      String name,
      String description,
      String yaml,
      String yamlSha256,
      Map<String, List<String>> factors,
      Optional<Target> target,
      SortedMap<String, String> facts,
      List<ModelSummary> models,
      List<String> controls,
      Map<String, Parts> parts,
      List<ProbeRecord> probes) {
    this(
        name,
        description,
        yaml,
        yamlSha256,
        factors,
        target,
        facts,
        models,
        controls,
        parts,
        probes,
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** What cells learn, one by one: of most studies it is the same for all. */
  public List<DatasetRecord> allData() {
    return datasets.isEmpty() ? List.of(new DatasetRecord(Map.of(), facts, data)) : datasets;
  }

  /**
   * What a cell learns.
   *
   * @throws IllegalArgumentException if the study says nothing of it
   */
  public DatasetRecord dataOf(Cell cell) {
    return allData().stream()
        .filter(each -> each.isOf(cell))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no data are known of " + cell));
  }

  /** Whether the largest class of some data has at least twice the examples of the smallest. */
  public boolean isUnbalanced() {
    return allData().stream()
        .anyMatch(each -> each.found().filter(DataFacts::isUnbalanced).isPresent());
  }

  /**
   * Networks into which a regularization with parts puts nothing, one of each model and
   * regularization: their trials repeat those without. Empty where there are none to be set beside.
   */
  public List<ModelSummary> idle() {
    Map<List<String>, List<ModelSummary>> byArm = new LinkedHashMap<>();
    models.stream()
        .filter(network -> parts.containsKey(network.regularization()))
        .filter(network -> !isWithoutParts(network))
        .forEach(
            network ->
                byArm
                    .computeIfAbsent(
                        List.of(network.model(), network.regularization()),
                        arm -> new ArrayList<>())
                    .add(network));
    return byArm.values().stream()
        .filter(networks -> networks.stream().allMatch(this::isPlain))
        .map(networks -> networks.get(0))
        .toList();
  }

  private boolean isPlain(ModelSummary network) {
    return models.stream()
        .filter(this::isWithoutParts)
        .anyMatch(
            other ->
                other.model().equals(network.model()) && other.layers().equals(network.layers()));
  }

  private boolean isWithoutParts(ModelSummary network) {
    return new Parts("", "").equals(parts.get(network.regularization()));
  }

  /** Whether its trials look for a target less often later, and no more once all are reached. */
  public boolean endsChecks() {
    return facts.containsKey(EVALUATE);
  }

  /** After how many steps its interventions come; empty if it has none, or at several steps. */
  public OptionalInt interventionStep() {
    String step = facts.get(INTERVENTION_STEP);
    return step == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(step));
  }

  /**
   * After which epochs trials are evaluated in full; each, if it was stored before that was kept.
   */
  public EvaluationPoints evaluate() {
    return Optional.ofNullable(facts.get(EVALUATE))
        .map(EvaluationPoints::parse)
        .orElse(EvaluationPoints.ALL);
  }

  /** The factor whose levels are the arms: {@link Roles#ARM} unless the study says otherwise. */
  public String compared() {
    return facts.getOrDefault(COMPARED, Roles.ARM);
  }

  /** The same with what its data are and which running statistics are unsettled. */
  public StudyRecord with(DataFacts what, List<RunningStatistics> which) {
    return with(Optional.of(what), which, List.of());
  }

  /**
   * The same with what its data are, one or several, and which running statistics are unsettled.
   */
  public StudyRecord with(
      Optional<DataFacts> what, List<RunningStatistics> which, List<DatasetRecord> several) {
    return new StudyRecord(
        name,
        description,
        yaml,
        yamlSha256,
        factors,
        target,
        facts,
        models,
        controls,
        parts,
        probes,
        what,
        which,
        several);
  }

  /** The same with further factors, at the levels that its trials have. */
  public StudyRecord withFactors(Map<String, List<String>> further) {
    Map<String, List<String>> all = new LinkedHashMap<>(factors);
    all.putAll(further);
    return new StudyRecord(
        name,
        description,
        yaml,
        yamlSha256,
        all,
        target,
        facts,
        models,
        controls,
        parts,
        probes,
        data,
        unsettled,
        datasets);
  }
}
