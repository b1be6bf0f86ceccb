package io.ablate4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real files, where {@code ABLATE4J_DATA} says they are; skipped elsewhere. */
class RealDataTest {
  private DataFolders folders;

  @BeforeEach
  void findTheData() {
    String folder = System.getenv("ABLATE4J_DATA");
    assumeThat(folder).as("ABLATE4J_DATA, the folder of the real data").isNotBlank();
    folders = new DataFolders(List.of(Path.of(folder)));
  }

  @Test
  void mnistHasItsKnownCountsAndPixelMean() {
    assumeThat(folders.find("mnist")).as("mnist in ABLATE4J_DATA").isPresent();
    DataPool pool = new MnistSource().open(DatasetSpec.of("mnist", 1, 1, 1), folders);
    assertThat(pool.shape()).isEqualTo(InputShape.image(1, 28, 28));
    assertThat(pool.trainingSize()).isEqualTo(60_000);
    assertThat(pool.testSize()).isEqualTo(10_000);
    float[] pixels = new float[784];
    double sum = 0;
    for (int i = 0; i < 60_000; i++) {
      pool.copyFeatures(false, i, pixels, 0);
      for (float pixel : pixels) {
        sum += pixel;
      }
    }
    assertThat(sum * 255 / 60_000 / 784).isCloseTo(33.3184, within(1e-4));
    assertThat(counts(pool, false))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    // The first digits of the training set, as printed in many a tutorial.
    assertThat(List.of(pool.label(false, 0), pool.label(false, 1), pool.label(false, 2)))
        .containsExactly(5, 0, 4);
  }

  @Test
  void theCifarSubsetIsBalanced() {
    assumeThat(folders.find("cifar10-subset")).as("cifar10-subset in ABLATE4J_DATA").isPresent();
    TreeMap<String, String> options = new TreeMap<>(Map.of("path", "cifar10-subset"));
    DataPool pool = new Cifar10Source().open(new DatasetSpec("cifar10", 1, 1, 1, options), folders);
    assertThat(pool.shape()).isEqualTo(InputShape.image(3, 32, 32));
    assertThat(counts(pool, false)).hasSize(10).containsOnly(1_000);
    assertThat(counts(pool, true)).hasSize(10).containsOnly(500);
  }

  private static int[] counts(DataPool pool, boolean test) {
    int[] counts = new int[pool.classNames().size()];
    for (int i = 0; i < (test ? pool.testSize() : pool.trainingSize()); i++) {
      counts[pool.label(test, i)]++;
    }
    return counts;
  }
}
