package io.ablate4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Component;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.OwnParts;
import io.ablate4j.regularization.Regularization;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Deeplearning4j's own networks, which no one here wrote. */
class ZooNetworksTest {
  private static final int CLASSES = 5;
  private static final Regularization AS_IS = new Regularization("as-is", List.of(OwnParts.ALL));

  @BeforeAll
  static void start() {
    NativeRuntime.start(1);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "LENET",
        "SIMPLE_CNN",
        "ALEXNET",
        "VGG",
        "RESNET50",
        "SQUEEZENET",
        "DARKNET19",
        "XCEPTION"
      })
  void putTogetherAgainEachNetworkGivesWhatItGave(Zoo zoo) {
    FileModel model = new FileModel("own", "", zoo.network());
    assertThat(model.objection(zoo.shape, CLASSES)).isEmpty();
    assertThat(IdentityProof.largestDifference(model, zoo.shape, CLASSES))
        .isLessThanOrEqualTo(IdentityProof.TOLERANCE);
  }

  /** Counted in the sources of the zoo; of AlexNet and VGG16 dropout stands inside dense layers. */
  @ParameterizedTest
  @CsvSource({
    "LENET, 0, 0",
    "SIMPLE_CNN, 9, 4",
    "ALEXNET, 0, 1",
    "VGG, 0, 2",
    "RESNET50, 53, 0",
    "SQUEEZENET, 0, 1",
    "DARKNET19, 18, 0",
    "XCEPTION, 40, 0"
  })
  void everyBatchNormAndDropoutIsAComponentAndNoneIsLeftWhenAllAreOut(
      Zoo zoo, int norms, int drops) {
    FileModel model = new FileModel("own", "", zoo.network());
    List<Layout> heard = new ArrayList<>();
    ComputationGraphConfiguration none =
        model.configure(new ModelSpec(zoo.shape, CLASSES, Regularization.NONE, heard::add));
    List<Component> components = heard.get(0).components().orElseThrow();
    assertThat(components).filteredOn(c -> c.kind() == Component.Kind.NORM).hasSize(norms);
    assertThat(components).filteredOn(c -> c.kind() == Component.Kind.DROPOUT).hasSize(drops);
    assertThat(none.getVertices().values())
        .noneMatch(
            vertex ->
                vertex instanceof LayerVertex layer
                    && (layer.getLayerConf().getLayer() instanceof BatchNormalization
                        || layer.getLayerConf().getLayer() instanceof DropoutLayer
                        || layer.getLayerConf().getLayer().getIDropout() != null));
    assertThat(model.configure(new ModelSpec(zoo.shape, CLASSES, AS_IS)).getVertices())
        .hasSizeGreaterThanOrEqualTo(none.getVertices().size() + components.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, recurrent",
    "UNET, not a softmax with cross-entropy",
    "INCEPTION_RESNET, not a softmax with cross-entropy",
    "FACENET, clips or normalizes gradients beside batch norm",
    "YOLO, not a softmax with cross-entropy"
  })
  void whatIsNoClassifierOrCannotBeTakenApartIsRefusedWithTheReason(Zoo zoo, String reason) {
    assertThatThrownBy(() -> new FileModel("own", "", zoo.network()))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining(reason);
  }
}
