package io.ablate4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Files and specs the data tests have in common. */
final class DataFixtures {
  private DataFixtures() {}

  static DatasetSpec spec(String source, Map<String, String> options) {
    return new DatasetSpec(source, 1, 1, 1, new TreeMap<>(options));
  }

  static DataFolders folders(Path... folders) {
    return new DataFolders(List.of(folders));
  }

  static List<Problem> problemsOf(DatasetSource source, DatasetSpec spec, DataFolders folders) {
    ProblemsException thrown =
        catchThrowableOfType(ProblemsException.class, () -> source.open(spec, folders));
    assertThat(thrown).as("opening " + spec).isNotNull();
    assertThat(thrown.problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.place()).isPresent();
              assertThat(problem.message()).isNotBlank();
            });
    return thrown.problems();
  }

  /** A named pipe, into which nobody ever writes. */
  static void pipe(Path file) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("mkfifo", file.toString()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** An IDX file of images whose pixel p of image i is (i + p) mod 256. */
  static byte[] idxImages(int count, int height, int width) {
    ByteBuffer buffer = ByteBuffer.allocate(16 + count * height * width);
    buffer.putInt(0x803).putInt(count).putInt(height).putInt(width);
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < height * width; p++) {
        buffer.put((byte) (i + p));
      }
    }
    return buffer.array();
  }

  /** An IDX file of labels 0, 1, ... 9, 0, 1, ... */
  static byte[] idxLabels(int count) {
    ByteBuffer buffer = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      buffer.put((byte) (i % 10));
    }
    return buffer.array();
  }

  /** A complete small IDX data set: 12 training and 5 test images of 2x3 pixels. */
  static Path idxFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("train-images-idx3-ubyte"), idxImages(12, 2, 3));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), idxLabels(12));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), idxImages(5, 2, 3));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idxLabels(5));
    return folder;
  }

  /** CIFAR records: record i has label i mod 10, red i, green 100 + i, blue 200 + i. */
  static byte[] cifarRecords(int first, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(count * 3073);
    for (int i = first; i < first + count; i++) {
      buffer.put((byte) (i % 10));
      for (int plane = 0; plane < 3; plane++) {
        for (int p = 0; p < 1024; p++) {
          buffer.put((byte) (100 * plane + i));
        }
      }
    }
    return buffer.array();
  }

  static float[] features(DataPool pool, boolean test, int index) {
    float[] features = new float[pool.shape().size()];
    pool.copyFeatures(test, index, features, 0);
    return features;
  }
}
