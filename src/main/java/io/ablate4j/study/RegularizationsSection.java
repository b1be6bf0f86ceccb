package io.ablate4j.study;

import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Regularization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;

/** Reads {@code regularizations}: what the study defines besides the built-in ones. */
final class RegularizationsSection {
  static final String KEY = "regularizations";
  static final String BATCH_NORM = "batchNorm";
  static final String DROPOUT = "dropout";
  static final String CONV = "conv";
  static final String DENSE = "dense";
  static final String DECAY = "decay";
  static final String EPSILON = "epsilon";

  /** No commas or spaces: names are listed in options, such as {@code --set}, and in tables. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

  private static final String EXAMPLE = "{ light-dropout: { dropout: { conv: 0.1, dense: 0.3 } } }";
  private static final String PARTS_EXAMPLE = "{ batchNorm: true, dropout: { dense: 0.3 } }";
  private static final String BATCH_NORM_EXAMPLE = "true, or { conv: true, dense: false }";
  private static final String DROPOUT_EXAMPLE = "{ conv: 0.25, dense: 0.5 }";

  private final FoundProblems problems;
  private final Map<String, Optional<Regularization>> byName = new LinkedHashMap<>();

  private RegularizationsSection(FoundProblems problems) {
    this.problems = problems;
    Regularization.builtIn().forEach(builtIn -> byName.put(builtIn.name(), Optional.of(builtIn)));
  }

  static RegularizationsSection read(YamlMapping root) {
    RegularizationsSection section = new RegularizationsSection(root.problems());
    root.get(KEY)
        .flatMap(node -> node.mapping(EXAMPLE))
        .ifPresent(definitions -> definitions.entries().forEach(section::define));
    return section;
  }

  /** Built-in and own, by name, in file order; empty where a definition has a problem. */
  Map<String, Optional<Regularization>> byName() {
    return byName;
  }

  private void define(String name, YamlNode node) {
    if (Regularization.builtIn().stream().anyMatch(builtIn -> builtIn.name().equals(name))) {
      node.problem(
          "The regularization \"" + name + "\" is built in and cannot be defined again.",
          "call yours \"my-" + name + "\".");
      return;
    }
    boolean named = NAME.matcher(name).matches();
    if (!named) {
      node.problem(
          "\"" + name + "\" cannot name a regularization.",
          "use up to 100 letters, digits, hyphens, underscores, dots and plus signs.");
    }
    Optional<Regularization> parts =
        node.mapping(PARTS_EXAMPLE).flatMap(mapping -> regularization(name, mapping));
    byName.put(name, named ? parts : Optional.empty());
  }

  private Optional<Regularization> regularization(String name, YamlMapping mapping) {
    mapping.allowOnly(List.of(BATCH_NORM, DROPOUT));
    Optional<YamlNode> bnNode = mapping.get(BATCH_NORM);
    Optional<YamlNode> dropNode = mapping.get(DROPOUT);
    boolean off =
        bnNode.filter(YamlNode::isFlag).flatMap(YamlNode::flag).filter(on -> !on).isPresent();
    Optional<BatchNorm> batchNorm = off ? Optional.empty() : bnNode.flatMap(this::batchNorm);
    Optional<Dropout> dropout = dropNode.flatMap(this::dropout);
    boolean fine =
        (off || bnNode.isPresent() == batchNorm.isPresent())
            && dropNode.isPresent() == dropout.isPresent();
    return fine ? Optional.of(new Regularization(name, batchNorm, dropout)) : Optional.empty();
  }

  private Optional<BatchNorm> batchNorm(YamlNode node) {
    if (node.isFlag()) {
      return Optional.of(BatchNorm.EVERYWHERE);
    }
    Optional<YamlMapping> mapping = node.mapping(BATCH_NORM_EXAMPLE);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    mapping.get().allowOnly(List.of(CONV, DENSE, DECAY, EPSILON));
    BatchNorm usual = BatchNorm.EVERYWHERE;
    Optional<Boolean> conv = flag(mapping.get(), CONV, usual.conv());
    Optional<Boolean> dense = flag(mapping.get(), DENSE, usual.dense());
    // Each number is tried by itself, so that two wrong ones are two problems, each with its line.
    Optional<Double> decay =
        number(
            mapping.get(),
            DECAY,
            usual.decay(),
            d -> new BatchNorm(true, true, d, usual.epsilon()));
    Optional<Double> epsilon =
        number(
            mapping.get(),
            EPSILON,
            usual.epsilon(),
            e -> new BatchNorm(true, true, usual.decay(), e));
    if (conv.isEmpty() || dense.isEmpty() || decay.isEmpty() || epsilon.isEmpty()) {
      return Optional.empty();
    }
    return problems.locating(
        node.place(), () -> new BatchNorm(conv.get(), dense.get(), decay.get(), epsilon.get()));
  }

  private Optional<Dropout> dropout(YamlNode node) {
    Optional<YamlMapping> mapping = node.mapping(DROPOUT_EXAMPLE);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    mapping.get().allowOnly(List.of(CONV, DENSE));
    Optional<Double> conv = number(mapping.get(), CONV, 0, p -> new Dropout(p, 0));
    Optional<Double> dense = number(mapping.get(), DENSE, 0, p -> new Dropout(0, p));
    return conv.flatMap(c -> dense.map(d -> new Dropout(c, d)));
  }

  private static Optional<Boolean> flag(YamlMapping mapping, String key, boolean usual) {
    return mapping.get(key).map(YamlNode::flag).orElse(Optional.of(usual));
  }

  private Optional<Double> number(
      YamlMapping mapping, String key, double usual, DoubleFunction<?> trial) {
    return mapping
        .get(key)
        .map(
            node ->
                node.number(String.valueOf(usual))
                    .filter(
                        value ->
                            problems.locating(node.place(), () -> trial.apply(value)).isPresent()))
        .orElse(Optional.of(usual));
  }
}
