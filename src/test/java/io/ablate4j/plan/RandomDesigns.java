package io.ablate4j.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Study files with every kind of design, some levels of some factors each. */
public final class RandomDesigns {
  private static final String START =
      "name: designs\ndataset: { source: glyphs, train: 120, validation: 60, test: 60 }\n";

  private static final String TWO =
      """
      name: designs
      datasets:
        large: { source: glyphs, train: 120, validation: 60, test: 60 }
        small: { source: glyphs, train: 90, validation: 60, test: 60 }
      """;

  private RandomDesigns() {}

  private static <T> List<T> some(Random random, List<T> all) {
    List<T> some = new ArrayList<>(all);
    Collections.shuffle(some, random);
    return some.subList(0, 1 + random.nextInt(all.size()));
  }

  /** The same study file for a generator in the same state. */
  public static String yaml(Random random) {
    boolean isOfTwo = random.nextInt(3) == 0;
    StringBuilder yaml = new StringBuilder(isOfTwo ? TWO + "factors:\n" : START + "factors:\n");
    yaml.append(isOfTwo ? "  dataset: [large, small]\n" : "");
    List<String> models = some(random, List.of("mlp", "cnn"));
    List<Integer> batches = some(random, List.of(8, 16, 24, 32));
    yaml.append("  model: ").append(models);
    List<String> arms = some(random, List.of("none", "both", "drop-p", "two"));
    yaml.append("\n  regularization: ").append(arms);
    boolean isTuned = random.nextInt(3) == 0;
    boolean tunesDrop = isTuned && arms.contains("drop-p") && random.nextBoolean();
    yaml.append(
        arms.contains("drop-p") ? "\n  drop: [0.1, " + (tunesDrop ? "tuned]" : "0.4]") : "");
    yaml.append(isTuned && !tunesDrop ? "\n  learningRate: [0.001, tuned]" : "");
    yaml.append("\n  batchSize: ").append(batches);
    yaml.append("\n  depth: ").append(some(random, List.of(2, 3, 4)));
    yaml.append(random.nextBoolean() ? "\n  activation: [relu, tanh]" : "");
    yaml.append(random.nextInt(3) == 0 ? "\n  steps: [5, 9]" : "");
    yaml.append("\nregularizations: { drop-p: { dropout: { at: { dense: $drop } } },");
    yaml.append(" two: { dropout: { at: { input: 0.2, dense1: 0.3 } } } }");
    yaml.append("\nseeds: ").append(1 + random.nextInt(3)).append('\n');
    if (random.nextBoolean()) {
      yaml.append("zip: [{ of: [depth, width], where: { model: ").append(models.get(0));
      yaml.append(" }, levels: [[2, 40], [5, 20]] }]\n");
    }
    if (random.nextBoolean()) {
      yaml.append("only: [{ model: ").append(models.get(0)).append(" }, { batchSize: ");
      yaml.append(batches.get(0)).append(" }]\n");
    }
    if (batches.size() > 1 && random.nextBoolean()) {
      yaml.append("exclude: [{ batchSize: ").append(batches.subList(1, batches.size()));
      yaml.append(", model: ").append(models.get(0)).append(" }]\n");
    }
    if (isOfTwo && random.nextBoolean()) {
      yaml.append("compare: dataset\n");
    }
    if (isTuned) {
      yaml.append("tune: { ")
          .append(tunesDrop ? "drop: [0.1, 0.3]" : "learningRate: [0.001, 0.01]");
      yaml.append(", seeds: ").append(1 + random.nextInt(2)).append(" }\n");
    }
    boolean hasParts = arms.contains("both") || arms.contains("two");
    switch (random.nextInt(hasParts ? 4 : 3)) {
      case 3 -> yaml.append("design: leave-one-out\n");
      case 0 -> yaml.append("design: one-at-a-time\n");
      case 1 -> yaml.append("design: { random: ").append(1 + random.nextInt(6)).append(" }\n");
      default -> yaml.append("design: full\n");
    }
    return yaml.toString();
  }
}
