package io.ablate4j.data;

import static io.ablate4j.data.DataFixtures.folders;
import static io.ablate4j.data.DataFixtures.gzip;
import static io.ablate4j.data.DataFixtures.idxFolder;
import static io.ablate4j.data.DataFixtures.idxImages;
import static io.ablate4j.data.DataFixtures.idxLabels;
import static io.ablate4j.data.DataFixtures.problemsOf;
import static io.ablate4j.data.DataFixtures.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {
  private static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  @TempDir Path data;

  @Test
  void pixelsAreScaledToOneAndLabelsStayWithThem() throws IOException {
    idxFolder(data.resolve("mnist"));
    DataPool pool = open();
    assertThat(pool.shape()).isEqualTo(InputShape.image(1, 2, 3));
    assertThat(pool.trainingSize()).isEqualTo(12);
    assertThat(pool.testSize()).isEqualTo(5);
    assertThat(DataFixtures.features(pool, false, 11))
        .containsExactly(11 / 255f, 12 / 255f, 13 / 255f, 14 / 255f, 15 / 255f, 16 / 255f);
    assertThat(pool.label(false, 11)).isEqualTo(1);
    assertThat(pool.label(true, 4)).isEqualTo(4);
  }

  @Test
  void packedFilesSayTheSameAndHaveTheSameChecksum() throws IOException {
    idxFolder(data.resolve("mnist"));
    DataPool plain = open();
    String checksum = plain.checksum();
    for (String name : FILES) {
      Path file = file(name);
      Files.write(file.resolveSibling(name + ".gz"), gzip(Files.readAllBytes(file)));
      Files.delete(file);
    }
    DataPool packed = open();
    assertThat(packed.checksum()).isEqualTo(checksum).hasSize(64);
    assertThat(DataFixtures.features(packed, true, 2))
        .isEqualTo(DataFixtures.features(plain, true, 2));
  }

  @Test
  void aChangedPixelChangesTheChecksum() throws IOException {
    idxFolder(data.resolve("mnist"));
    String before = open().checksum();
    byte[] bytes = Files.readAllBytes(file(FILES.get(2)));
    bytes[20]++;
    Files.write(file(FILES.get(2)), bytes);
    assertThat(open().checksum()).isNotEqualTo(before);
  }

  @Test
  void fileNamesMayHaveADotBeforeIdx() throws IOException {
    idxFolder(data.resolve("mnist"));
    for (String name : FILES) {
      Files.move(file(name), file(name.replace("-idx", ".idx")));
    }
    assertThat(open().trainingSize()).isEqualTo(12);
  }

  @Test
  void filesMayLieInTheDataFolderItself() throws IOException {
    idxFolder(data);
    assertThat(open().trainingSize()).isEqualTo(12);
  }

  @Test
  void theFolderOfAnotherDataSetOfThatFormatIsNotTaken() throws IOException {
    Path mnist = idxFolder(data.resolve("mnist"));
    assertThat(
            problemsOf(
                new FashionMnistSource(), spec("fashion-mnist", Map.of()), folders(mnist, data)))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains(data.resolve("fashion-mnist").toString())
        .contains(mnist.resolve("fashion-mnist").toString());
  }

  @Test
  void optionPathIsLookedForInTheDataFoldersAndMayBeAbsolute() throws IOException {
    Path own = idxFolder(data.resolve("own").resolve("digits"));
    for (String path : List.of("own/digits", own.toAbsolutePath().toString())) {
      DataPool pool = new KmnistSource().open(spec("kmnist", Map.of("path", path)), folders(data));
      assertThat(pool.trainingSize()).isEqualTo(12);
      assertThat(pool.classNames()).startsWith("o", "ki");
    }
  }

  @Test
  void withOptionPathNoOtherFolderIsTaken() throws IOException {
    idxFolder(data.resolve("mnist"));
    assertThat(
            problemsOf(
                new MnistSource(), spec("mnist", Map.of("path", "elsewhere")), folders(data)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains("dataset.path");
              assertThat(problem.message()).contains(data.resolve("elsewhere").toString());
            });
  }

  @Test
  void aMissingFolderIsReportedWithAllPlacesFileNamesAndTheWayOut() {
    Path other = data.resolve("other");
    assertThat(problemsOf(new MnistSource(), spec("mnist", Map.of()), folders(data, other)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains("dataset.source");
              assertThat(problem.message())
                  .contains(data.resolve("mnist").toString(), other.resolve("mnist").toString());
              assertThat(problem.advice())
                  .contains(FILES)
                  .contains("--data DIR")
                  .contains("ABLATE4J_DATA");
            });
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    idxFolder(data.resolve("mnist"));
    Files.delete(file(FILES.get(3)));
    assertThat(problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("t10k-labels-idx1-ubyte is missing, and so is t10k-labels-idx1-ubyte.gz.");
  }

  @Test
  void aWrongMagicNumberIsShown() throws IOException {
    idxFolder(data.resolve("mnist"));
    Files.write(file(FILES.get(0)), idxLabels(12));
    assertThat(problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo(
            "train-images-idx3-ubyte starts with the magic number 0x00000801; a file of IDX images"
                + " starts with 0x00000803.");
  }

  @Test
  void aTruncatedImageFileIsNamedWithItsSize() throws IOException {
    idxFolder(data.resolve("mnist"));
    Files.write(file(FILES.get(0)), Arrays.copyOf(idxImages(12, 2, 3), 16 + 70));
    assertThat(problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains(file(FILES.get(0)).toString());
              assertThat(problem.message())
                  .contains("train-images-idx3-ubyte has 86 bytes")
                  .contains("12 images of 2x3");
            });
  }

  @Test
  void aFileThatEndsInsideItsHeaderIsTruncated() throws IOException {
    idxFolder(data.resolve("mnist"));
    Files.write(file(FILES.get(0)), Arrays.copyOf(idxImages(1, 1, 1), 9));
    assertThat(problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("truncated: it has 9 bytes");
  }

  @Test
  void aHeaderThatAnnouncesMoreThanAnyFileHoldsIsNoOverflow() throws IOException {
    idxFolder(data.resolve("mnist"));
    byte[] huge = ByteBuffer.allocate(22).putInt(0x803).putInt(-1).putInt(-1).putInt(-1).array();
    Files.write(file(FILES.get(0)), huge);
    assertThat(problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("4294967295 images of 4294967295x4294967295");
  }

  @Test
  void countsThatDifferAreBothReported() throws IOException {
    idxFolder(data.resolve("mnist"));
    Files.write(file(FILES.get(1)), idxLabels(11));
    assertThat(problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo(
            "train-images-idx3-ubyte has 12 images, but train-labels-idx1-ubyte has 11 labels.");
  }

  @Test
  void aLabelOutOfRangeIsReportedWithItsImage() throws IOException {
    idxFolder(data.resolve("mnist"));
    byte[] labels = idxLabels(12);
    labels[8 + 6] = 10;
    Files.write(file(FILES.get(1)), labels);
    assertThat(problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("Label 10 of image 6 in train-labels-idx1-ubyte is not in 0 .. 9.");
  }

  @Test
  void emnistLettersAreNamedAsSuchWhereTheyAreGivenAsDigits() throws IOException {
    idxFolder(data.resolve("mnist"));
    Files.write(file(FILES.get(0)), idxImages(52, 2, 3));
    Files.write(file(FILES.get(1)), letters(52));
    assertThat(problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message())
                  .startsWith("Label 10 of image 9 in train-labels-idx1-ubyte is not in 0 .. 9")
                  .endsWith("the labels go from 1 to 26, as those of EMNIST letters do.");
              assertThat(problem.advice()).contains("emnist-letters").doesNotContain("download");
            });
  }

  @Test
  void labelsFromOneToTenAreNamedAsSuch() throws IOException {
    idxFolder(data.resolve("mnist"));
    byte[] labels = idxLabels(12);
    for (int i = 8; i < labels.length; i++) {
      labels[i]++;
    }
    Files.write(file(FILES.get(1)), labels);
    assertThat(problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .endsWith("; the labels go from 1 to 10.");
  }

  @Test
  void labelsOfMoreClassesAreReportedWithTheirRange() throws IOException {
    idxFolder(data.resolve("mnist"));
    byte[] labels = idxLabels(12);
    labels[19] = 46;
    Files.write(file(FILES.get(1)), labels);
    assertThat(problems())
        .singleElement()
        .extracting(Problem::advice)
        .asString()
        .contains("labels here go from 0 to 46");
  }

  @Test
  void emnistLettersAreReadUprightUnderTheirOwnNames() throws IOException {
    Path folder = Files.createDirectory(data.resolve("emnist-letters"));
    for (String set : List.of("train", "test")) {
      String name = "emnist-letters-" + set;
      Files.write(folder.resolve(name + "-images-idx3-ubyte.gz"), gzip(idxImages(52, 2, 2)));
      Files.write(folder.resolve(name + "-labels-idx1-ubyte"), letters(52));
    }
    DataPool pool = new EmnistLettersSource().open(spec("emnist-letters", Map.of()), folders(data));
    assertThat(pool.classNames()).hasSize(26).startsWith("a", "b").endsWith("z");
    assertThat(pool.label(false, 25)).isEqualTo(25);
    assertThat(pool.label(true, 26)).isZero();
    assertThat(DataFixtures.features(pool, false, 7))
        .containsExactly(7 / 255f, 9 / 255f, 8 / 255f, 10 / 255f);
  }

  /** Labels 1, 2, ... 26, 1, 2, ... */
  private static byte[] letters(int count) {
    byte[] labels = idxLabels(count);
    for (int i = 0; i < count; i++) {
      labels[8 + i] = (byte) (1 + i % 26);
    }
    return labels;
  }

  @Test
  void imagesWithoutPixelsAndFilesWithoutImagesAreRefused() throws IOException {
    idxFolder(data.resolve("mnist"));
    Files.write(file(FILES.get(0)), idxImages(12, 0, 3));
    Files.write(file(FILES.get(2)), idxImages(0, 2, 3));
    assertThat(problems())
        .extracting(Problem::message)
        .containsExactly(
            "train-images-idx3-ubyte says that its images are 0x3 pixels.",
            "t10k-images-idx3-ubyte says it has 0 images of 2x3.");
  }

  @Test
  void trainingAndTestImagesMustHaveOneSize() throws IOException {
    idxFolder(data.resolve("mnist"));
    Files.write(file(FILES.get(2)), idxImages(5, 3, 3));
    assertThat(problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("Test images of 3x3x1 do not go with training images of 2x3x1.");
  }

  @Test
  void oneClassOnlyIsNothingToTellApart() throws IOException {
    idxFolder(data.resolve("mnist"));
    byte[] labels = idxLabels(12);
    Arrays.fill(labels, 8, labels.length, (byte) 4);
    Files.write(file(FILES.get(1)), labels);
    assertThat(problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("All 12 training labels are 4");
  }

  @Test
  void theProblemsOfAllFourFilesAreReportedTogether() throws IOException {
    idxFolder(data.resolve("mnist"));
    Files.write(file(FILES.get(0)), new byte[0]);
    byte[] packed = gzip(idxLabels(12));
    Files.delete(file(FILES.get(1)));
    Files.write(file(FILES.get(1) + ".gz"), Arrays.copyOf(packed, packed.length - 9));
    Files.delete(file(FILES.get(2)));
    Files.write(file(FILES.get(2) + ".gz"), idxImages(5, 2, 3));
    Files.delete(file(FILES.get(3)));
    Files.createDirectory(file(FILES.get(3)));
    assertThat(problems())
        .extracting(Problem::message)
        .satisfiesExactly(
            empty -> assertThat(empty).isEqualTo("train-images-idx3-ubyte is empty."),
            damaged ->
                assertThat(damaged)
                    .startsWith(
                        "train-labels-idx1-ubyte.gz ("
                            + (packed.length - 9)
                            + " bytes) is damaged gzip: "),
            notPacked -> assertThat(notPacked).startsWith("t10k-images-idx3-ubyte.gz is not gzip"),
            folder -> assertThat(folder).startsWith("t10k-labels-idx1-ubyte cannot be read"));
  }

  private Path file(String name) {
    return data.resolve("mnist").resolve(name);
  }

  private DataPool open() {
    return new MnistSource().open(spec("mnist", Map.of()), folders(data));
  }

  private List<Problem> problems() {
    return problemsOf(new MnistSource(), spec("mnist", Map.of()), folders(data));
  }
}
