package io.ablate4j.data;

import static io.ablate4j.data.DataFixtures.cifarRecords;
import static io.ablate4j.data.DataFixtures.folders;
import static io.ablate4j.data.DataFixtures.gzip;
import static io.ablate4j.data.DataFixtures.problemsOf;
import static io.ablate4j.data.DataFixtures.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10SourceTest {
  @TempDir Path data;
  private Path folder;

  @BeforeEach
  void writeTwoTrainingBatchesAndATestBatch() throws IOException {
    folder = Files.createDirectory(data.resolve("cifar10"));
    Files.write(folder.resolve("data_batch_1.bin"), cifarRecords(0, 12));
    Files.write(folder.resolve("data_batch_3.bin"), cifarRecords(12, 5));
    Files.write(folder.resolve("test_batch.bin"), cifarRecords(40, 3));
  }

  @Test
  void batchesThatAreThereAreJoinedInOrder() {
    DataPool pool = open();
    assertThat(pool.trainingSize()).isEqualTo(17);
    assertThat(pool.testSize()).isEqualTo(3);
    for (int i = 0; i < 17; i++) {
      assertThat(pool.label(false, i)).isEqualTo(i % 10);
      assertThat(DataFixtures.features(pool, false, i)[0]).isEqualTo(i / 255f);
    }
    assertThatThrownBy(() -> pool.label(false, 17)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void planesAreRedGreenBlue() {
    DataPool pool = open();
    float[] pixels = DataFixtures.features(pool, true, 2);
    assertThat(pool.shape()).isEqualTo(InputShape.image(3, 32, 32));
    assertThat(Arrays.copyOfRange(pixels, 0, 1024)).containsOnly(42 / 255f);
    assertThat(Arrays.copyOfRange(pixels, 1024, 2048)).containsOnly(142 / 255f);
    assertThat(Arrays.copyOfRange(pixels, 2048, 3072)).containsOnly(242 / 255f);
  }

  @Test
  void packedBatchesHaveTheSameChecksum() throws IOException {
    String checksum = open().checksum();
    Files.write(folder.resolve("test_batch.bin.gz"), gzip(cifarRecords(40, 3)));
    Files.delete(folder.resolve("test_batch.bin"));
    assertThat(open().checksum()).isEqualTo(checksum);
  }

  @Test
  void theFolderMayHaveTheNameOfTheDownloadOrAnyOther() throws IOException {
    Files.move(folder, data.resolve("cifar-10-batches-bin"));
    assertThat(open().testSize()).isEqualTo(3);
    Files.move(data.resolve("cifar-10-batches-bin"), data.resolve("pictures"));
    DataPool pool =
        new Cifar10Source().open(spec("cifar10", Map.of("path", "pictures")), folders(data));
    assertThat(pool.testSize()).isEqualTo(3);
  }

  @Test
  void aMissingFolderIsReportedWithAllPlacesAndFileNames() throws IOException {
    Files.move(folder, data.resolve("pictures"));
    assertThat(problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains("dataset.source");
              assertThat(problem.message())
                  .contains(
                      data.resolve("cifar10").toString(),
                      data.resolve("cifar-10-batches-bin").toString(),
                      data.resolve("cifar10-subset").toString());
              assertThat(problem.advice())
                  .contains("data_batch_1.bin", "test_batch.bin", "--data DIR", "ABLATE4J_DATA");
            });
  }

  @Test
  void theProblemsOfAllBatchesAreReportedTogether() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), new byte[3074]);
    byte[] records = cifarRecords(0, 5);
    records[2 * 3073] = 11;
    Files.write(folder.resolve("data_batch_3.bin"), records);
    Files.delete(folder.resolve("test_batch.bin"));
    assertThat(problems())
        .extracting(Problem::message)
        .containsExactly(
            "data_batch_1.bin has 3074 bytes unpacked, which is no multiple of the 3073 bytes of a"
                + " record.",
            "Label 11 of record 2 in data_batch_3.bin is not in 0 .. 9.",
            "test_batch.bin is missing, and so is test_batch.bin.gz.");
  }

  @Test
  void oneClassOnlyIsNothingToTellApart() throws IOException {
    Files.delete(folder.resolve("data_batch_3.bin"));
    Files.write(folder.resolve("data_batch_1.bin"), cifarRecords(3, 1));
    assertThat(problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("All 1 training images are of class cat");
  }

  private DataPool open() {
    return new Cifar10Source().open(spec("cifar10", Map.of()), folders(data));
  }

  private List<Problem> problems() {
    return problemsOf(new Cifar10Source(), spec("cifar10", Map.of()), folders(data));
  }
}
