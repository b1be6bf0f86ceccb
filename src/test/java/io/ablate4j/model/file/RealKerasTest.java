package io.ablate4j.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that Keras 3.15.1 and h5py 3.16 have written. */
class RealKerasTest {
  private static final Path FOLDER = Path.of("src/test/resources/networks");

  /** The numbers are those of {@code model.count_params()}. */
  @ParameterizedTest
  @CsvSource({
    "lenet-keras3.json,lenet-keras3,Keras 3 (JSON),656080",
    "resnet-keras3.json,resnet-keras3,Keras 3 (JSON),20602",
    "lenet-keras3.h5,lenet-keras3,Keras 3 (.h5),656080",
    "lenet-bytes.h5,lenet-bytes,Keras 3 (.h5),656080"
  })
  void areReadWithAllTheirParameters(String file, String name, String format, long parameters) {
    NetworkFile read = NetworkFiles.read(FOLDER.resolve(file));
    assertThat(read.name()).isEqualTo(name);
    assertThat(read.format()).isEqualTo(format);
    assertThat(
            read.configuration().getVertices().values().stream()
                .mapToLong((GraphVertex each) -> each.numParams(false))
                .sum())
        .isEqualTo(parameters);
  }

  @Test
  void oneNetworkHasOneHashInJsonAndHdf5() {
    String json = NetworkFiles.read(FOLDER.resolve("lenet-keras3.json")).sha256();
    assertThat(NetworkFiles.read(FOLDER.resolve("lenet-keras3.h5")).sha256()).isEqualTo(json);
    assertThat(NetworkFiles.read(FOLDER.resolve("lenet-bytes.h5")).sha256()).isEqualTo(json);
  }
}
