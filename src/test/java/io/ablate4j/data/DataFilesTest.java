package io.ablate4j.data;

import static io.ablate4j.data.DataFixtures.folders;
import static io.ablate4j.data.DataFixtures.gzip;
import static io.ablate4j.data.DataFixtures.problemsOf;
import static io.ablate4j.data.DataFixtures.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {
  @TempDir Path data;

  @Test
  void aPackedFileIsUnpackedNoFurtherThanItsHeaderPromises() throws IOException {
    Path mnist = DataFixtures.idxFolder(data.resolve("mnist"));
    Files.delete(mnist.resolve("train-images-idx3-ubyte"));
    byte[] longer = Arrays.copyOf(DataFixtures.idxImages(12, 2, 3), 500_000);
    Files.write(mnist.resolve("train-images-idx3-ubyte.gz"), gzip(longer));
    assertThat(problemsOf(new MnistSource(), spec("mnist", Map.of()), folders(data)))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("train-images-idx3-ubyte.gz (")
        .endsWith("unpacks to more than 88 bytes; its header announces 88 bytes.");
  }

  @Test
  void aBombIsRefusedInEachFormatThatMayBePacked() throws IOException {
    Path bomb = data.resolve("data_batch_1.bin.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 80; i++) {
        out.write(zeros);
      }
    }
    List<Problem> problems = new ArrayList<>();
    assertThat(DataFiles.read(bomb, problems)).isEmpty();
    assertThat(problems)
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .endsWith("unpacks to more than 100 times its size.");
    Files.write(data.resolve("test_batch.bin"), DataFixtures.cifarRecords(0, 5));
    assertThat(
            problemsOf(
                new Cifar10Source(),
                spec("cifar10", Map.of("path", data.toString())),
                folders(data)))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("unpacks to more than");
  }

  @Test
  void smallFilesMayBePackedAsTightlyAsTheyLike() throws IOException {
    Path file = Files.write(data.resolve("zeros.gz"), gzip(new byte[5_000_000]));
    assertThat(Files.size(file) * 100).isLessThan(5_000_000);
    List<Problem> problems = new ArrayList<>();
    assertThat(DataFiles.read(file, problems).orElseThrow()).hasSize(5_000_000);
    assertThat(problems).isEmpty();
  }

  @Test
  void moreBytesThanAllowedAreNotRead() throws IOException {
    Path file = Files.write(data.resolve("long"), new byte[101]);
    List<Problem> problems = new ArrayList<>();
    assertThat(DataFiles.bytes(file, 101, problems).orElseThrow()).hasSize(101);
    assertThat(DataFiles.bytes(file, 100, problems)).isEmpty();
    assertThat(problems)
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("long is too large: it has more than 100 bytes.");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void devicesAndPipesAreRefusedAndNotWaitedFor() throws IOException, InterruptedException {
    DataFixtures.pipe(data.resolve("pipe.csv"));
    for (String path : List.of("/dev/zero", data.resolve("pipe.csv").toString())) {
      assertThat(problemsOf(new CsvSource(), spec("csv", Map.of("path", path)), folders(data)))
          .singleElement()
          .extracting(Problem::message)
          .asString()
          .endsWith(" is a device or a pipe, not a file.");
    }
    Path mnist = DataFixtures.idxFolder(data.resolve("mnist"));
    Files.delete(mnist.resolve("train-labels-idx1-ubyte"));
    Files.createSymbolicLink(mnist.resolve("train-labels-idx1-ubyte"), Path.of("/dev/zero"));
    assertThat(problemsOf(new MnistSource(), spec("mnist", Map.of()), folders(data)))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("train-labels-idx1-ubyte is a device or a pipe, not a file.");
  }
}
