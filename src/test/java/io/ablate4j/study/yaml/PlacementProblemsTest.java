package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.InputShape;
import io.ablate4j.factor.Factors;
import io.ablate4j.model.BlockBuilder;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.EngineChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a placement that cannot be. */
class PlacementProblemsTest {
  /** Lays its network out without telling of places. */
  private record SilentModel() implements ModelFactory {
    @Override
    public String id() {
      return "silent";
    }

    @Override
    public String description() {
      return "an mlp that keeps its places to itself";
    }

    @Override
    public ComputationGraphConfiguration configure(ModelSpec spec) {
      Regularization known =
          new Regularization(
              "known",
              spec.regularization().batchNorm().filter(BatchNorm::isByKind),
              Optional.<Dropout>empty());
      return new BlockBuilder(new ModelSpec(spec.input(), spec.classes(), known))
          .dense("dense1", 16)
          .softmaxOutput();
    }
  }

  private static StudyReader reader() {
    List<ModelFactory> models = new ArrayList<>(OwnClasses.load(ModelFactory.class));
    models.add(new SilentModel());
    return new StudyReader(new Models(models), Datasets.onClassPath(), new DataFolders(List.of()));
  }

  private static StudySource source(String model, String batchSizes, String engine, String parts) {
    return new StudySource(
        "study.yaml",
        """
        name: placed
        dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
        factors: { model: [%s], regularization: [none, own], batchSize: [%s] }
        engine: %s
        regularizations:
          own: %s
        """
            .formatted(model, batchSizes, engine, parts));
  }

  private static List<String> problems(String model, String parts) {
    return problems(source(model, "20", "fast", parts));
  }

  private static List<String> problems(StudySource source) {
    try {
      reader().read(source, Overrides.NONE);
      return List.of();
    } catch (ProblemsException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mlp | { batchNorm: { at: conv-conv } } | 6: regularization \"own\": mlp has no place between"
            + " two convolutions (its sites: input, dense1 dense-dense, dense2 dense-dense, dense3"
            + " dense-dense). | use at: dense-dense, or exclude { model: mlp, regularization: own }.",
        "mlp | { dropout: { at: { conv: 0.1 } } } | 6: regularization \"own\": mlp has no place at a"
            + " convolution (its sites: input, dense1 dense-dense, dense2 dense-dense, dense3"
            + " dense-dense). | use at: dense-dense, or exclude { model: mlp, regularization: own }.",
        "cnn | { batchNorm: { at: [conv1, dense9] } } | 6: regularization \"own\": cnn has no place"
            + " called \"dense9\", which batchNorm names. | use \"dense1\".",
        "'mlp, cnn' | { dropout: { at: { pol1: 0.1, dense: 0.2 } } } | 6: regularization \"own\": mlp,"
            + " cnn has no place called \"pol1\", which dropout names. | use \"pool1\".",
        "cnn | { dropout: { place: before-pool, at: { all: 0.1 } } } | 6: regularization \"own\" in"
            + " cnn: place: before-pool at dense1, which no pool follows. | leave place out.",
        "cnn | { batchNorm: { place: after-pool } } | 6: regularization \"own\" in cnn: place:"
            + " after-pool at dense1, which no pool follows. | leave place out.",
        "cnn | { dropout: { kind: spatial, at: { conv: 0.1, dense: 0.5 } } } | 6: regularization"
            + " \"own\" in cnn: kind: spatial at dense1, which has no channels of several pixels. |"
            + " use standard there: at two parts in a list.",
        "cnn | { dropout: { place: before-norm, at: { pool1: 0.1 } } } | 6: regularization \"own\" in"
            + " cnn: place: before-norm at pool1, but its unit has no batch norm. | add batchNorm,"
            + " or use end.",
        "cnn | { layerNorm: true } | 6: regularizations.own.layerNorm: there is no such part;"
            + " Deeplearning4j has it for dense layers only. | use batchNorm.",
        "cnn | { dropout: { kind: alpha, dense: 0.5 } } | 6: alpha dropout keeps mean and variance of"
            + " selu activations alone. | use standard.",
        "cnn | { dropout: { kind: spacial, dense: 0.5 } } | 6: regularizations.own.dropout.kind is"
            + " \"spacial\". | use \"spatial\".",
        "cnn | { batchNorm: { place: end } } | 6: regularizations.own.batchNorm.place is \"end\". | use"
            + " one of before-activation, after-activation, after-pool.",
        "cnn | { dropout: { at: { conv1: 0.1, pool1: 0.2 } } } | 6: regularization \"own\" in cnn:"
            + " dropout at pool1 is 0.1 by \"conv1\" and 0.2 by \"pool1\", and neither is more"
            + " specific. | name pool1 itself.",
        "cnn | { batchNorm: { at: all, dense: false } } | 6: regularizations.own.batchNorm says twice"
            + " where it stands, by at and by conv or dense. | name all places under at.",
        "cnn | { batchNorm: [{ at: all }, { at: conv1 }] } | 6: regularization \"own\" in cnn:"
            + " batchNorm stands twice at conv1, between weights and activation of conv1. | leave one out, or give it"
            + " another place.",
        "cnn | { batchNorm: { at: input } } | 6: batchNorm at: input normalizes no weight layer. | use"
            + " at: first, or standardized data.",
        "cnn | { batchNorm: { at: \"conv 1\" } } | 6: at: \"conv 1\" names no place. | use all, conv,"
            + " dense, input, first, last, a boundary such as conv-dense, or the name of a layer,"
            + " with * for any letters.",
        "cnn | { dropout: { at: { dense1: 25 } } } | 6: dropout dense1 25.0 is not a drop probability"
            + " in [0, 1). | write 0.25, if you meant per cent.",
        "cnn | { dropout: { kind: gaussian } } | 6: regularizations.own.dropout does not say how much"
            + " is dropped. | add at: { conv: 0.25, dense: 0.5 }.",
        "cnn | { batchNorm: { ghost: 1 } } | 6: batchNorm ghost 1 would normalize one example by"
            + " itself. | use 2 or more, or leave ghost out for the whole batch.",
        "cnn | { batchNorm: { ghost: 8 } } | 3: regularization \"own\": ghost 8 does not divide"
            + " batchSize 20. | use one of 2, 4, 5, 10.",
        "silent | { dropout: { at: { last: 0.5 } } } | 6: regularization \"own\": the model \"silent\""
            + " does not say where parts can stand. | lay it out with BlockBuilder, or say conv and"
            + " dense instead of at and place.",
      })
  void whatCannotBePlacedIsReportedWithItsLine(
      String models, String parts, String message, String advice) {
    assertThat(problems(models, parts))
        .containsExactly("study.yaml:" + message + "\n  Maybe " + advice);
  }

  @Test
  void ghostBatchesAreNoWorkForDeeplearning4jAsReleased() {
    String told =
        "engine: stock cannot carry out ghost batches of regularization \"own\" (no layer of"
            + " Deeplearning4j does).\n  Maybe use fast.";
    assertThat(problems(source("cnn", "20", "stock", "{ batchNorm: { ghost: 4 } }")))
        .containsExactly("study.yaml:6: " + told);
    CheckedStudy fast =
        reader().read(source("cnn", "20", "fast", "{ batchNorm: { ghost: 4 } }"), Overrides.NONE);
    assertThatThrownBy(() -> fast.withEngine(EngineChoice.STOCK)).hasMessage(told);
  }

  @Test
  void batchNormOfOneNumberATimeIsReportedAndOfPixelsIsNot() {
    assertThat(problems(source("cnn", "1", "fast", "{ batchNorm: { at: last } }")))
        .containsExactly(
            "study.yaml:3: regularization \"own\": batchSize 1 trains nothing where batch norm sees"
                + " one number of each unit.\n  Maybe use batch sizes from 2 up.");
    assertThat(problems(source("cnn", "1", "fast", "{ batchNorm: { at: first } }"))).isEmpty();
  }

  @Test
  void flagsByKindMayFindNothingAsTheyAlwaysMight() {
    assertThat(problems("mlp", "{ batchNorm: { dense: false }, dropout: { conv: 0.2 } }"))
        .isEmpty();
  }

  @Test
  void whatIsExcludedMayBeAsWrongAsItLikes() {
    StudySource source = source("mlp, cnn", "20", "fast", "{ batchNorm: { at: conv } }");
    String exclude = "exclude: [{ model: mlp, regularization: own }]\n";
    assertThat(problems(source)).hasSize(1);
    assertThat(problems(new StudySource("study.yaml", source.text() + exclude))).isEmpty();
  }

  @Test
  void placesAreThoseOfTheNetworkThatACellHas() {
    StudySource source = source("mlp", "20", "fast", "{ batchNorm: { at: dense5 } }");
    String text = source.text().replace("batchSize: [20] }", "batchSize: [20], depth: [5, 6] }");
    assertThat(problems(new StudySource("study.yaml", text))).isEmpty();
    assertThat(problems(new StudySource("study.yaml", text.replace("[5, 6]", "[5, 4]"))))
        .containsExactly(
            "study.yaml:6: regularization \"own\": mlp of depth 4 has no place called \"dense5\""
                + " (its sites: input, dense1 dense-dense, dense2 dense-dense, dense3 dense-dense,"
                + " dense4 dense-dense).\n"
                + "  Maybe use at: dense-dense, or exclude { model: mlp, regularization: own }.");
  }

  @Test
  void aSelectorThatFindsNothingWhereItIsTrainedIsNoNetworkEither() {
    CheckedStudy study =
        reader().read(source("cnn", "20", "fast", "{ batchNorm: { at: conv1 } }"), Overrides.NONE);
    Regularization own = study.study().levels(Factors.REGULARIZATION).get(1);
    ModelSpec spec = new ModelSpec(InputShape.image(1, 28, 28), 10, own);
    assertThatThrownBy(() -> Models.onClassPath().configure("mlp", spec))
        .hasMessageContaining("the model \"mlp\" has no place for batch norm between weights and")
        .hasMessageContaining("activation of conv1");
  }
}
