package io.ablate4j.study.yaml;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.design.Design;
import io.ablate4j.design.Zip;
import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.ModelLevel;
import io.ablate4j.factor.NamedDataset;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.intervention.TimedIntervention;
import io.ablate4j.model.FirstWeights;
import io.ablate4j.regularization.LayerKind;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Target;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * A study as the text of a study file, all defaults spelled out: the same study gives the same
 * bytes, and read again it gives an equal study.
 */
public final class StudyYaml {
  /** Letters that mean nothing to YAML, wherever they stand inside a word. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9 _./-]*");

  private final StringBuilder out = new StringBuilder();

  /** Models that are networks of files. */
  private final Map<String, ModelLevel> files = new HashMap<>();

  private StudyYaml() {}

  /**
   * The resolved study file: block style, lists in flow style, lines that end in LF.
   *
   * @throws IllegalArgumentException if a regularization has the name of a built-in one but is
   *     another; no study file says so
   */
  public static String write(Study study) {
    StudyYaml yaml = new StudyYaml();
    yaml.study(study);
    return yaml.out.toString();
  }

  private void study(Study study) {
    study.levels(Factors.MODEL).stream()
        .filter(ModelLevel::isFile)
        .forEach(level -> files.put(level.id(), level));
    line(0, StudyReader.NAME, text(study.name()));
    line(0, StudyReader.DESCRIPTION, text(study.description()));
    data(study);
    line(0, FactorsSection.KEY);
    study.factors().forEach(axis -> factor(axis, study.design()));
    design(study.design(), study.factors());
    study.tuning().ifPresent(this::tune);
    study.compare().ifPresent(factor -> line(0, StudyReader.COMPARE, text(factor)));
    regularizations(study.levels(Factors.REGULARIZATION));
    interventions(study.levels(Factors.INTERVENTION));
    line(0, StudyReader.SEEDS, study.seeds());
    if (study.tuningSeeds() > 0) {
      line(0, TuningSeeds.KEY, study.tuningSeeds());
    }
    line(0, BudgetSection.KEY);
    line(1, BudgetSection.EPOCHS, study.budget().epochs());
    line(1, BudgetSection.TIMEOUT_MINUTES, study.budget().timeoutMinutes());
    optimizer(study.optimizer());
    target(study);
    line(0, StudyReader.ENGINE, study.engine().word());
    if (!study.isTimed()) {
      line(0, TimingSection.KEY, study.timing().word());
    }
    line(0, EvaluateSection.KEY, study.evaluate().word());
    probes(study.probes());
    out.append(HypothesesYaml.write(study.hypotheses()));
  }

  private void data(Study study) {
    List<NamedDataset> named = study.levels(Factors.DATASET);
    if (named.isEmpty()) {
      line(0, DatasetSection.KEY);
      dataset(1, study.dataset());
      return;
    }
    line(0, DatasetsSection.KEY);
    for (NamedDataset each : named) {
      line(1, text(each.name()));
      dataset(2, each.spec());
    }
  }

  private void dataset(int depth, DatasetSpec dataset) {
    line(depth, DatasetSection.SOURCE, text(dataset.source()));
    line(depth, DatasetSection.TRAIN, dataset.train());
    line(depth, DatasetSection.VALIDATION, dataset.validation());
    line(depth, DatasetSection.TEST, dataset.test());
    dataset
        .options()
        .forEach(
            (key, value) ->
                line(depth, text(key), NestedValue.isNested(value) ? value : text(value)));
  }

  private void factor(Axis<?> axis, Design design) {
    String factor = axis.factor().name();
    List<String> words = design.crossed().getOrDefault(factor, axis.words());
    if (!words.isEmpty()) {
      line(
          1,
          factor,
          words.stream()
              .map(word -> own(factor, word))
              .collect(Collectors.joining(", ", "[", "]")));
    }
  }

  /** A network of a file is read from where {@link #networkFile} says. */
  private String own(String factor, String word) {
    return factor.equals(Factors.MODEL.name()) && files.containsKey(word)
        ? own(files.get(word))
        : level(factor, word);
  }

  private static String own(ModelLevel level) {
    String file = level.isStarted() ? weightsFile(level.id()) : networkFile(level.id());
    return "{ file: "
        + text(file)
        + ", name: "
        + text(level.id())
        + (level.isStarted() ? ", weights: " + FirstWeights.START.word() : "")
        + " }";
  }

  /** The file beside the study in which a network of that name is kept, as canonical JSON. */
  public static String networkFile(String model) {
    return model + ".json";
  }

  /** The file beside the study in which a network is kept that starts from its own weights. */
  public static String weightsFile(String model) {
    return model + ".zip";
  }

  private void design(Design design, List<Axis<?>> factors) {
    if (!design.zips().isEmpty()) {
      line(0, DesignSection.ZIP);
    }
    for (Zip zip : design.zips()) {
      out.append("  - { of: [").append(String.join(", ", zip.factors())).append(']');
      if (!zip.where().isEmpty()) {
        out.append(
            zip.where().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + levels(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ", ", where: { ", " }")));
      }
      out.append(", levels: [");
      for (int i = 0; i < zip.levels().size(); i++) {
        List<String> tuple = new ArrayList<>();
        for (int f = 0; f < zip.factors().size(); f++) {
          tuple.add(own(zip.factors().get(f), zip.levels().get(i).get(f)));
        }
        out.append(i == 0 ? "" : ", ").append('[').append(String.join(", ", tuple)).append(']');
      }
      out.append("] }\n");
    }
    cells(DesignSection.ONLY, design.only(), factors);
    cells(DesignSection.EXCLUDE, design.exclude(), factors);
    if (design.shape().oneAtATime()) {
      line(0, DesignSection.DESIGN, DesignSection.ONE_AT_A_TIME);
    } else if (design.shape().sample() > 0) {
      line(
          0,
          DesignSection.DESIGN,
          "{ " + DesignSection.RANDOM + ": " + design.shape().sample() + " }");
    }
  }

  private void tune(Tuning tuning) {
    line(
        0,
        TuneSection.KEY,
        "{ "
            + tuning.factor()
            + ": "
            + levels(tuning.factor(), tuning.grid())
            + ", "
            + TuneSection.SEEDS
            + ": "
            + tuning.seeds()
            + ", "
            + TuneSection.BY
            + ": "
            + tuning.metric()
            + " }");
  }

  private void cells(String key, List<Map<String, String>> entries, List<Axis<?>> factors) {
    if (entries.isEmpty()) {
      return;
    }
    line(0, key);
    List<String> names = factors.stream().<String>map(axis -> axis.factor().name()).toList();
    for (Map<String, String> entry : entries) {
      String levels =
          names.stream()
              .filter(entry::containsKey)
              .map(factor -> factor + ": " + level(factor, entry.get(factor)))
              .collect(Collectors.joining(", ", "{ ", " }"));
      out.append("  - ").append(levels).append('\n');
    }
  }

  /** Numbers as they are; what looks like one but names a model is quoted. */
  static String level(String factor, String word) {
    boolean textual =
        Factors.find(factor).filter(found -> found.unit() == Factor.Unit.WORD).isPresent();
    return textual ? text(word) : word;
  }

  private void regularizations(List<Regularization> levels) {
    Map<String, Regularization> builtIn =
        Regularization.builtIn().stream()
            .collect(Collectors.toMap(Regularization::name, Function.identity()));
    List<Regularization> own =
        levels.stream().filter(level -> !level.equals(builtIn.get(level.name()))).toList();
    if (own.isEmpty()) {
      return;
    }
    line(0, RegularizationsSection.KEY);
    for (Regularization level : own) {
      if (builtIn.containsKey(level.name())) {
        throw new IllegalArgumentException(level + " is not the built-in one of that name");
      }
      if (level.parts().isEmpty()) {
        line(1, text(level.name()), "{}");
        continue;
      }
      line(1, text(level.name()));
      if (level.isByKind()) {
        level.parts().forEach(this::part);
      } else {
        placements(level.parts());
      }
    }
  }

  private void interventions(List<TimedIntervention> levels) {
    List<TimedIntervention> own = levels.stream().filter(TimedIntervention::isThere).toList();
    if (!own.isEmpty()) {
      line(0, InterventionsSection.KEY);
      own.forEach(level -> line(1, text(level.name()), flow(level.settings())));
    }
  }

  private void part(Part part) {
    line(2, part.key());
    SortedMap<String, Object> rest = new TreeMap<>(part.settings());
    for (LayerKind kind : LayerKind.values()) {
      if (rest.containsKey(kind.word())) {
        line(3, kind.word(), rest.remove(kind.word()));
      }
    }
    rest.forEach((key, value) -> line(3, key, value));
  }

  /** Lists and maps in flow style; several parts of a kind are a list. */
  private void placements(List<Part> parts) {
    for (String key : parts.stream().map(Part::key).distinct().toList()) {
      line(2, text(key));
      parts.stream()
          .filter(part -> part.key().equals(key))
          .forEach(part -> out.append("      - ").append(flow(part.settings())).append('\n'));
    }
  }

  private static String flow(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text((String) entry.getKey()) + ": " + flow(entry.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(StudyYaml::flow).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String word ? text(word) : String.valueOf(value);
  }

  private void optimizer(Optimizer optimizer) {
    line(0, OptimizerSection.KEY);
    line(1, optimizer.kind().word());
    line(2, OptimizerSection.LEARNING_RATE, optimizer.learningRate());
    optimizer.parameters().forEach((key, value) -> line(2, key, value));
  }

  private void target(Study study) {
    line(0, TargetSection.KEY);
    line(1, TargetSection.METRIC, Target.METRIC);
    study.target().ifPresent(target -> line(1, TargetSection.VALUE, value(target)));
    line(1, TargetSection.CHECK_EXAMPLES, study.checkExamples());
  }

  private static Object value(Target target) {
    return target.ofAll().isPresent()
        ? target.ofAll().getAsDouble()
        : target.ofModels().entrySet().stream()
            .map(each -> text(each.getKey()) + ": " + each.getValue())
            .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private void probes(List<String> ids) {
    if (!ids.isEmpty()) {
      line(
          0,
          ProbesSection.KEY,
          ids.stream().map(StudyYaml::text).collect(Collectors.joining(", ", "[", "]")));
    }
  }

  private void line(int depth, String key) {
    out.append("  ".repeat(depth)).append(key).append(":\n");
  }

  static String levels(String factor, List<String> words) {
    return words.stream()
        .map(word -> level(factor, word))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void line(int depth, String key, Object value) {
    out.append("  ".repeat(depth)).append(key).append(": ").append(value).append('\n');
  }

  /** Plain where YAML reads it as the same text, else in double quotes. */
  static String text(String value) {
    boolean plain =
        PLAIN.matcher(value).matches()
            && !value.endsWith(" ")
            && new CoreScalarResolver(false).resolve(value, true).equals(Tag.STR);
    return plain ? value : quoted(value);
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char letter : value.toCharArray()) {
      switch (letter) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(isPrintable(letter) ? letter : escaped(letter));
      }
    }
    return quoted.append('"').toString();
  }

  /** Line separators count as white space to YAML, and a byte order mark as nothing. */
  private static boolean isPrintable(char letter) {
    return !Character.isISOControl(letter)
        && letter != '\u2028'
        && letter != '\u2029'
        && letter != '\uFEFF';
  }

  private static String escaped(char letter) {
    return String.format(Locale.ROOT, "\\u%04X", (int) letter);
  }
}
