package io.ablate4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.model.file.NetworkFile;
import io.ablate4j.model.file.NetworkFiles;
import io.ablate4j.regularization.Component;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Regularization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that Keras has written, taken apart like those of Deeplearning4j. */
class KerasNetworksTest {
  private static final Path FOLDER = Path.of("src/test/resources/networks");

  @BeforeAll
  static void start() {
    NativeRuntime.start(1);
  }

  @ParameterizedTest
  @CsvSource({
    "lenet-keras3.json, 1, 28, 28, 10",
    "lenet-keras3.h5, 1, 28, 28, 10",
    "resnet-keras3.json, 3, 32, 32, 10",
    "mixed-keras3.json, 2, 11, 10, 4"
  })
  void putTogetherAgainEachNetworkGivesWhatItGave(
      String file, int channels, int height, int width, int classes) {
    FileModel model = model(file);
    InputShape shape = InputShape.image(channels, height, width);
    assertThat(model.objection(shape, classes)).isEmpty();
    assertThat(IdentityProof.largestDifference(model, shape, classes))
        .isLessThanOrEqualTo(IdentityProof.TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({
    "lenet-keras3.json, 1, 28, 28, 10, 0, 1",
    "resnet-keras3.json, 3, 32, 32, 10, 6, 3",
    "mixed-keras3.json, 2, 11, 10, 4, 1, 1"
  })
  void everyBatchNormAndDropoutIsAComponent(
      String file, int channels, int height, int width, int classes, int norms, int drops) {
    List<Layout> heard = new ArrayList<>();
    model(file)
        .configure(
            new ModelSpec(
                InputShape.image(channels, height, width),
                classes,
                Regularization.NONE,
                heard::add));
    List<Component> components = heard.get(0).components().orElseThrow();
    assertThat(components).filteredOn(c -> c.kind() == Component.Kind.NORM).hasSize(norms);
    assertThat(components).filteredOn(c -> c.kind() == Component.Kind.DROPOUT).hasSize(drops);
  }

  private static FileModel model(String file) {
    NetworkFile read = NetworkFiles.read(FOLDER.resolve(file));
    return new FileModel(read.name(), read.format(), read.configuration());
  }
}
