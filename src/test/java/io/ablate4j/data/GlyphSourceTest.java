package io.ablate4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlyphSourceTest {
  private final DataPool pool = open();

  @Test
  void theFirstHundredImagesAreTheSameOnEveryPlatform() {
    MessageDigest sha = DataFiles.sha256();
    for (int i = 0; i < 100; i++) {
      float[] pixels = DataFixtures.features(pool, false, i);
      ByteBuffer bits = ByteBuffer.allocate(pixels.length * Float.BYTES);
      bits.asFloatBuffer().put(pixels);
      sha.update(bits.array());
    }
    // If this changes, raise GENERATOR in GlyphSource: stored trials were trained on other images.
    assertThat(HexFormat.of().formatHex(sha.digest()))
        .isEqualTo("2c36bb12cd3ed7fb43c9e8b998607b40df2177093af6dd4177d569b09a1d8b20");
    assertThat(pool.checksum())
        .isEqualTo("d510e5024117d1bab6a405091c6df23c3d15d17ab9cb93fd6a0bf62eadd27f94");
  }

  @Test
  void anImageDoesNotDependOnTheOthers() {
    float[] alone = DataFixtures.features(open(), false, 777);
    for (int i = 770; i < 777; i++) {
      DataFixtures.features(pool, false, i);
    }
    assertThat(DataFixtures.features(pool, false, 777)).isEqualTo(alone);
  }

  @Test
  void testImagesAreNotTrainingImages() {
    for (int i = 0; i < 50; i++) {
      assertThat(DataFixtures.features(pool, true, i))
          .isNotEqualTo(DataFixtures.features(pool, false, i));
    }
  }

  @Test
  void classesAreBalanced() {
    assertThat(pool.classNames()).hasSize(10);
    assertThat(counts(false)).containsOnly(6_000);
    assertThat(counts(true)).containsOnly(1_000);
  }

  @Test
  void pixelsAreBetweenPaperAndInk() {
    for (int i = 0; i < 200; i++) {
      float[] pixels = DataFixtures.features(pool, true, i);
      float most = 0;
      for (float pixel : pixels) {
        assertThat(pixel).isBetween(0f, 1f);
        most = Math.max(most, pixel);
      }
      assertThat(most).as("image " + i + " shows something").isGreaterThan(0.5f);
    }
  }

  @Test
  void theNearestOfFiveHundredImagesIsOftenButNotAlwaysOfTheSameClass() {
    DataSplit split = Splitter.split(pool, DatasetSpec.of("glyphs", 500, 1, 1_000), 0);
    int right = 0;
    for (int i = 0; i < split.test().count(); i++) {
      right += nearest(split, i) == split.test().labels()[i] ? 1 : 0;
    }
    assertThat(right / 1_000.0).isBetween(0.65, 0.80);
  }

  @Test
  void anIndexOutsideThePoolIsRefused() {
    assertThatThrownBy(() -> DataFixtures.features(pool, true, 10_000))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> pool.label(false, -1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static int nearest(DataSplit split, int index) {
    int size = split.test().shape().size();
    float[] test = split.test().features();
    float[] train = split.train().features();
    float least = Float.MAX_VALUE;
    int label = -1;
    for (int j = 0; j < split.train().count(); j++) {
      float distance = 0;
      for (int k = 0; k < size; k++) {
        float difference = test[index * size + k] - train[j * size + k];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        label = split.train().labels()[j];
      }
    }
    return label;
  }

  private int[] counts(boolean test) {
    int[] counts = new int[pool.classNames().size()];
    for (int i = 0; i < (test ? pool.testSize() : pool.trainingSize()); i++) {
      counts[pool.label(test, i)]++;
    }
    return counts;
  }

  private static DataPool open() {
    return new GlyphSource()
        .open(DatasetSpec.of("glyphs", 500, 500, 500), new DataFolders(List.of()));
  }
}
