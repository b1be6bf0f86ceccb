package io.ablate4j.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.study.yaml.BuiltInStudies;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyFiles;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.study.yaml.StudyYaml;
import io.ablate4j.trial.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Study files, with the models, data and probes that come along. */
final class StudyFileTarget implements FuzzTarget {
  private static final String STUDY = "study.yaml";

  /** Trials are many where a mutation raises a number of seeds. */
  private static final int MOST_PLANNED = 2_000;

  private static final String ALL_SECTIONS =
      """
      name: all-sections
      description: |
        More than
        one line.
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: [mlp, cnn]
        regularization: [none, batch-norm, own]
        batchSize: [10, 20]
        learningRate: [0.001, 1e-2]
      exclude:
        - { model: cnn, batchSize: 20 }
      regularizations:
        own: { batchNorm: { dense: true, decay: 0.9 }, dropout: { conv: 0.1, dense: 0.3 } }
      seeds: 7
      budget: { epochs: 2, timeoutMinutes: 5 }
      optimizer: { adam: { learningRate: 0.002, beta1: 0.9 } }
      target: { metric: validation-accuracy, value: 0.3, checkExamples: 20 }
      engine: fast
      probes: [dead-units, weight-norm]
      hypotheses:
        - id: better
          claim: "It: helps"
          compare: { regularization: [batch-norm, none] }
          where: { model: mlp }
          metric: test-accuracy
          expect: higher
        - claim: Both
          family: second
          all-of:
            - { compare: { regularization: [own, none] }, metric: steps-to-target, expect: lower }
            - { compare: { batchSize: [20, 10] }, metric: test-accuracy, expect: equivalent, margin: 0.1 }
      """;

  private static final String PLACEMENTS =
      """
      name: placements
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: [mlp, cnn, inception]
        regularization: [none, bn-first, ghost, after, pooled, drop-input, specific, spatial, before, several, open]
        drop: [0.1, 0.5]
        ghosts: [4, 8]
        batchSize: [8, 16]
      exclude:
        - { model: mlp, regularization: pooled }
        - { model: mlp, regularization: spatial }
        - { model: inception, regularization: before }
        - { model: mlp, regularization: several }
      regularizations:
        bn-first: { batchNorm: { at: [first, "a-*", conv1, dense-dense] } }
        ghost: { batchNorm: { ghost: 4, decay: 0.99, epsilon: 1e-3 } }
        after: { batchNorm: { at: all, place: after-activation } }
        pooled: { batchNorm: { at: first, place: after-pool } }
        drop-input: { dropout: { at: { input: 0.2, dense: 0.5 } } }
        specific: { dropout: { at: { all: 0.1, conv-conv: 0.2, last: 0.4, "*1": 0 } } }
        spatial: { dropout: { kind: spatial, place: before-pool, at: { conv: 0.25 } } }
        before: { batchNorm: true, dropout: { place: before-norm, at: { dense: 0.5 } } }
        open: { batchNorm: { ghost: $ghosts }, dropout: { at: { last: $drop } } }
        several: { batchNorm: { at: conv }, dropout: [{ at: { conv: 0.1 }, kind: gaussian }, { dense: 0.5 }] }
      seeds: 2
      hypotheses:
        - { claim: Usual, compare: { regularization: [open, none] }, metric: gap-accuracy, expect: lower, across: drop }
        - claim: Named
          compare: { regularization: [open, none] }
          metric: test-accuracy
          expect: higher
          across: { factor: drop, by: log2 }
          where: { drop: [0.1, 0.5] }
        - claim: Linear
          compare: { regularization: [after, none] }
          metric: test-accuracy
          expect: higher
          across: { factor: batchSize, by: linear }
      """;

  private static final String DESIGNS =
      """
      name: designs
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: [mlp, cnn]
        regularization: [none, both]
        batchSize: [8, 16]
        steps: [5, 9]
        trainingExamples: [40, 60]
        activation: [relu, leaky-relu]
        depth: [2, 3]
        weightScale: [1, 0.5]
        weightScheme: [he, "normal:0.02"]
        optimizer: [adam, sgd]
        schedule: [constant, "step:3"]
        weightDecay: [0, 1e-4]
        labelNoise: 0.2
        inputNoise: [0, 0.1]
        intervention: [none, rescale-x10]
      interventions:
        rescale-x10: { rescale: { layer: first, by: 10, next: 0.1 }, at: { step: 2 } }
      zip:
        - { of: [depth, width], where: { model: mlp }, levels: [[2, 40], [4, 20]] }
      only:
        - { model: mlp }
        - { model: cnn, batchSize: [8, 16] }
      exclude:
        - { optimizer: sgd, weightDecay: [1e-4] }
      design: one-at-a-time
      seeds: 2
      hypotheses:
        - { claim: It leaks, compare: { activation: [leaky-relu, relu] }, metric: test-accuracy, expect: lower }
      """;

  private static final String TUNED =
      """
      name: tuned
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: mlp
        regularization: [none, open]
        learningRate: [0.001, tuned]
        drop: [0.1, 0.5]
        weightDecay: [0, 1e-4]
      tune: { learningRate: [0.0003, 1e-3, 0.01], seeds: 3, by: validation-balanced-accuracy }
      regularizations:
        open: { dropout: { at: { last: $drop } } }
      seeds: 2
      hypotheses:
        - { claim: It helps, compare: { learningRate: [tuned, 0.001] }, metric: test-accuracy, expect: higher }
        - { claim: Still, compare: { weightDecay: [1e-4, 0] }, where: { learningRate: tuned }, metric: gap-accuracy, expect: lower }
      """;

  private static final String LEFT_OUT =
      """
      name: left-out
      datasets:
        large: { source: glyphs, train: 60, validation: 40, test: 40 }
        small: { source: glyphs, train: 30, validation: 20, test: 20 }
        table:
          source: csv
          path: data.csv
          header: true
          labelColumn: label
          train: 6
          validation: 3
          test: 3
      factors:
        dataset: [large, small, table]
        model: [mlp, cnn]
        regularization: [none, both, sites, three, open]
        batchSize: [3, 6]
        drop: [0.1, 0.5]
      only:
        - { dataset: [large, small], batchSize: 6 }
        - { dataset: table, model: [mlp], regularization: [none, both, dropout] }
      exclude:
        - { regularization: [sites-without-dropout-at-input, three], model: [mlp, cnn], dataset: small }
        - { regularization: [three, three-without-batch-norm], model: mlp }
        - { regularization: [three-without-dropout, three-without-dropout-2], model: mlp }
      regularizations:
        sites: { dropout: { at: { input: 0.2, dense1: 0.3 } } }
        noisy: { batchNorm: true, noise: { after: batch-norm, kind: shifting, shift: 0.4 } }
        three: { batchNorm: true, dropout: [{ at: { conv: 0.1 }, kind: spatial }, { at: { last: 0.4 } }] }
        open: { batchNorm: { at: [first, last] }, dropout: { at: { dense: $drop } } }
      design: leave-one-out
      compare: dataset
      seeds: 2
      hypotheses:
        - { claim: More, compare: { dataset: [large, small] }, metric: test-accuracy, expect: higher }
      """;

  private static final String SAMPLED =
      """
      name: sampled
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: [mlp, cnn]
        regularization: [none, open, wide]
        batchSize: [6, 12, 20]
        learningRate: [0.02, tuned]
        examples: [120, 240]
        momentum: [0, 0.5]
        drop: [0.2, 0.4]
        ghosts: [3, 6]
      zip:
        - { of: [drop, width], where: { regularization: [wide], model: mlp }, levels: [[0.1, 30], [0.5, 50]] }
        - of: [learningRate, momentum]
          levels: [[0.1, 0], [0.02, 0.9], [tuned, 0.5]]
      tune: { learningRate: [0.01, 0.1], seeds: 2, by: validation-loss }
      only:
        - { model: [mlp, cnn], batchSize: [6, 12] }
        - { regularization: none }
      exclude:
        - { regularization: [open, wide], batchSize: [20] }
        - { regularization: wide, drop: [0.2, 0.4], momentum: 0.9 }
      regularizations:
        open: { batchNorm: { ghost: $ghosts, at: all }, dropout: { at: { last: $drop } } }
        wide: { dropout: [{ at: { input: 0.1 } }, { at: { dense: $drop }, kind: gaussian }] }
      optimizer: { sgd: { learningRate: 0.02 } }
      design: { random: 9 }
      seeds: 2
      """;

  private static final String TABLE =
      """
      name: 'table'
      dataset:
        source: csv
        path: data.csv
        header: true
        labelColumn: label
        train: 6
        validation: 3
        test: 3
      factors: { model: mlp, regularization: [none, both], batchSize: 3 }
      seeds: 2
      budget:
        epochs: 1
      """;

  private final ByteMutator bytes = new ByteMutator(TextMutator.VALUES);
  private final TextMutator text = new TextMutator("[\\w.-]+");
  private final List<FuzzInput> seeds = new ArrayList<>();
  private final Models models = Models.onClassPath();
  private final Datasets datasets = Datasets.onClassPath();

  StudyFileTarget() {
    List<String> texts =
        new ArrayList<>(
            List.of(ALL_SECTIONS, PLACEMENTS, DESIGNS, TUNED, LEFT_OUT, SAMPLED, TABLE));
    for (String name : BuiltInStudies.names()) {
      texts.add(
          BuiltInStudies.find(name)
              .orElseThrow()
              .text()
              .replaceAll("(train|validation|test): [0-9]{2,}", "$1: 200")
              .replaceAll("source: [a-z0-9]+", "source: glyphs"));
    }
    for (String each : texts) {
      seeds.add(
          FuzzInput.of(
              Map.of(
                  STUDY, each.getBytes(UTF_8), "data.csv", TableTarget.table().getBytes(UTF_8))));
    }
  }

  @Override
  public String name() {
    return "yaml";
  }

  @Override
  public int share() {
    return 150;
  }

  @Override
  public List<FuzzInput> seeds() {
    return seeds;
  }

  @Override
  public FuzzInput mutate(FuzzInput seed, RandomGenerator random) {
    byte[] study = seed.files().get(STUDY);
    byte[] other = seeds.get(random.nextInt(seeds.size())).files().get(STUDY);
    byte[] changed =
        random.nextInt(5) == 0
            ? study
            : text.mutate(new String(study, UTF_8), new String(other, UTF_8), random)
                .getBytes(UTF_8);
    return seed.with(
        STUDY, random.nextInt(8) == 0 ? bytes.mutate(changed, other, random) : changed);
  }

  @Override
  public void read(Path folder, FuzzInput input) {
    StudyReader reader = new StudyReader(models, datasets, new DataFolders(List.of(folder)));
    CheckedStudy checked =
        reader.read(StudyFiles.resolve(folder.resolve(STUDY).toString()), Overrides.NONE);
    if (checked.study().name().isBlank()) {
      throw new AssertionError("a study without a name is none");
    }
    Study study = checked.study();
    List<Cell> cells = study.cells();
    if (checked.fates().all().values().stream().filter(Optional::isEmpty).count() != cells.size()) {
      throw new AssertionError("what became of cells is not what runs");
    }
    if (cells.size() * study.seeds() <= MOST_PLANNED) {
      int trials = Planner.of(checked).size();
      if (trials < cells.size() * study.seeds()) {
        throw new AssertionError(trials + " trials of " + cells.size() + " cells");
      }
    }
    again(reader, study);
  }

  /** What is accepted can be written out in full, and is then the same study. */
  private static void again(StudyReader reader, Study study) {
    Study same;
    try {
      StudySource resolved = new StudySource("resolved.yaml", StudyYaml.write(study));
      same = reader.read(resolved, Overrides.NONE).study();
    } catch (ProblemsException e) {
      throw new AssertionError("its resolved text is refused", e);
    }
    if (!same.equals(study)) {
      throw new AssertionError("its resolved text is another study");
    }
  }
}
