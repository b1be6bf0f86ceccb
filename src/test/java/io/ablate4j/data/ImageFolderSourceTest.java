package io.ablate4j.data;

import static io.ablate4j.data.DataFixtures.folders;
import static io.ablate4j.data.DataFixtures.problemsOf;
import static io.ablate4j.data.DataFixtures.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.image.ImageFixtures;
import io.ablate4j.problem.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderSourceTest {
  private static final int RED = 0xff0000;
  private static final int BLUE = 0x0000ff;

  @TempDir Path data;

  @Test
  void foldersAreClassesInAlphabeticalOrder() throws IOException {
    paint("zebra", "1.png", RED);
    paint("ant", "2.jpg", BLUE);
    paint("ant", "1.png", BLUE);
    Files.writeString(data.resolve("pictures/ant/.hidden"), "not shown");
    Files.writeString(data.resolve("pictures/labels.txt"), "beside the classes");
    DataPool pool = open(Map.of());
    assertThat(pool.shape()).isEqualTo(InputShape.image(1, 28, 28));
    assertThat(pool.classNames()).containsExactly("ant", "zebra");
    assertThat(pool.trainingSize()).isEqualTo(3);
    assertThat(pool.testSize()).isZero();
    assertThat(List.of(pool.label(false, 0), pool.label(false, 1), pool.label(false, 2)))
        .containsExactly(0, 0, 1);
  }

  @Test
  void coloursAreRedGreenBlueFromPngAndJpeg() throws IOException {
    paint("blue", "1.png", BLUE);
    paint("red", "1.png", RED);
    paint("red", "2.jpg", RED);
    DataPool pool = open(Map.of("channels", "3", "height", "4", "width", "6"));
    assertThat(pool.shape()).isEqualTo(InputShape.image(3, 4, 6));
    for (int i = 0; i < 3; i++) {
      float[] pixels = DataFixtures.features(pool, false, i);
      float[] colour = pool.label(false, i) == 0 ? new float[] {0, 0, 1} : new float[] {1, 0, 0};
      for (int channel = 0; channel < 3; channel++) {
        for (float pixel : Arrays.copyOfRange(pixels, channel * 24, channel * 24 + 24)) {
          assertThat(pixel).isCloseTo(colour[channel], within(0.02f));
        }
      }
    }
  }

  @Test
  void rowsStayRowsWhenColourBecomesGreyAndSizesDiffer() throws IOException {
    BufferedImage half = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 20; x++) {
      for (int y = 5; y < 10; y++) {
        half.setRGB(x, y, 0xffffff);
      }
    }
    write("half", "1.png", half);
    paint("red", "1.png", RED);
    DataPool pool = open(Map.of("height", "2", "width", "4"));
    assertThat(DataFixtures.features(pool, false, 0)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(DataFixtures.features(pool, false, 1)[0]).isCloseTo(0.299f, within(0.01f));
  }

  @Test
  void imagesThatCannotBeReadAreAllNamed() throws IOException {
    paint("a", "1.png", RED);
    paint("b", "1.png", BLUE);
    Files.writeString(data.resolve("pictures/a/nonsense.png"), "no image");
    Files.write(data.resolve("pictures/b/empty.jpg"), new byte[0]);
    byte[] whole = Files.readAllBytes(data.resolve("pictures/a/1.png"));
    Files.write(data.resolve("pictures/b/cut.png"), Arrays.copyOf(whole, whole.length - 7));
    assertThat(problems(Map.of()))
        .allSatisfy(problem -> assertThat(problem.place()).isPresent())
        .extracting(Problem::message)
        .satisfiesExactly(
            nonsense ->
                assertThat(nonsense).startsWith("nonsense.png cannot be read as an image: "),
            cut -> assertThat(cut).startsWith("cut.png cannot be read as an image: it ends early"),
            empty -> assertThat(empty).startsWith("empty.jpg cannot be read as an image: "));
  }

  @Test
  void picturesOfSixteenBitsKeepTheirDepthBesideThoseOfEight() throws IOException {
    paint("a", "1.png", 0xffffff);
    write("a", "2.png", ImageFixtures.deep(100, 255));
    write("b", "1.png", ImageFixtures.deep(257, 514));
    paint("b", "2.png", 0x010101);
    DataPool pool = open(Map.of("height", "1", "width", "2"));
    assertThat(DataFixtures.features(pool, false, 0)).containsExactly(1, 1);
    assertThat(DataFixtures.features(pool, false, 1)).containsExactly(100 / 65535f, 255 / 65535f);
    assertThat(DataFixtures.features(pool, false, 2)).containsExactly(1 / 255f, 2 / 255f);
    assertThat(DataFixtures.features(pool, false, 3)).containsExactly(1 / 255f, 1 / 255f);
    assertThat(pool.notices())
        .singleElement()
        .asString()
        .contains("the 2 images with more than 8 bits is 514 of 65535");
  }

  @Test
  void transparentPicturesAreNoticed() throws IOException {
    paint("a", "1.png", RED);
    BufferedImage clear = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    write("b", "1.png", clear);
    DataPool pool = open(Map.of("height", "1", "width", "1"));
    assertThat(DataFixtures.features(pool, false, 1)).containsExactly(1);
    assertThat(pool.notices()).singleElement().asString().startsWith("1 of 2 images are");
  }

  @Test
  void foldersTrainAndTestWithTheSameClassesAreASplit() throws IOException {
    for (String part : List.of("train", "test")) {
      paint(part + "/red", "1.png", RED);
      paint(part + "/blue", "1.png", BLUE);
    }
    paint("train/blue", "2.webp", BLUE);
    Files.writeString(data.resolve("pictures/README.md"), "beside the split");
    DataPool pool = open(Map.of());
    assertThat(pool.classNames()).containsExactly("blue", "red");
    assertThat(List.of(pool.trainingSize(), pool.testSize())).containsExactly(3, 2);
    assertThat(List.of(pool.label(false, 0), pool.label(false, 1), pool.label(false, 2)))
        .containsExactly(0, 0, 1);
    assertThat(List.of(pool.label(true, 0), pool.label(true, 1))).containsExactly(0, 1);
    assertThat(DataFixtures.features(pool, true, 1)[0]).isCloseTo(0.299f, within(0.01f));
    Files.move(data.resolve("pictures/test"), data.resolve("pictures/Test"));
    assertThat(open(Map.of()).testSize()).isEqualTo(2);
  }

  @Test
  void aSplitWhoseClassesDifferOrThatHasAThirdFolderIsExplained() throws IOException {
    paint("train/a", "1.png", RED);
    paint("train/b", "1.png", RED);
    paint("train/c", "1.png", RED);
    paint("test/a", "1.png", RED);
    paint("test/d", "1.png", RED);
    paint("val/a", "1.png", RED);
    assertThat(problems(Map.of()))
        .extracting(Problem::message)
        .containsExactly(
            "val lies beside train and test.",
            "The class b is in train and not in test.",
            "The class c is in train and not in test.",
            "The class d is in test and not in train.");
  }

  @Test
  void classesMayBeCalledTrainAndTest() throws IOException {
    paint("train", "locomotive.png", RED);
    paint("test", "tube.png", BLUE);
    DataPool pool = open(Map.of());
    assertThat(pool.classNames()).containsExactly("test", "train");
    assertThat(pool.testSize()).isZero();
  }

  @Test
  void whatSystemsLeaveBehindIsPassedOver() throws IOException {
    paint("a", "1.png", RED);
    paint("b", "1.png", BLUE);
    for (String name : List.of("Thumbs.db", "desktop.ini", ".DS_Store", "._1.png", "ehthumbs.db")) {
      Files.writeString(data.resolve("pictures").resolve(name), "left behind");
      Files.writeString(data.resolve("pictures/b").resolve(name), "left behind");
    }
    paint("__MACOSX", "1.png", RED);
    paint("b/@eaDir", "1.png", RED);
    DataPool pool = open(Map.of());
    assertThat(pool.classNames()).containsExactly("a", "b");
    assertThat(pool.trainingSize()).isEqualTo(2);
  }

  @Test
  void aPipeAmongTheImagesIsRefusedAndNotWaitedFor() throws IOException, InterruptedException {
    paint("a", "1.png", RED);
    paint("b", "1.png", BLUE);
    DataFixtures.pipe(data.resolve("pictures/b/2.png"));
    assertThat(problems(Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("2.png is a device or a pipe, not a file.");
  }

  @Test
  void foldersThatDoNotSayTheClassesAreExplained() throws IOException {
    paint("train/a", "1.png", RED);
    Files.createDirectories(data.resolve("pictures/void"));
    paint("test", "1.png", RED);
    Files.writeString(data.resolve("pictures/test/notes.txt"), "no image");
    assertThat(problems(Map.of()))
        .extracting(Problem::message)
        .satisfiesExactly(
            notes -> assertThat(notes).startsWith("notes.txt has none of the endings .png, .jpg"),
            nested -> assertThat(nested).isEqualTo("The class folder train has a folder in it, a."),
            empty -> assertThat(empty).isEqualTo("The class folder void has no images."));
  }

  @Test
  void fewerThanTwoClassesOrAnImageOutsideThemIsRefused() throws IOException {
    paint("only", "1.png", RED);
    assertThat(problems(Map.of()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains("dataset.path");
              assertThat(problem.message()).contains("has one folder in it, only;");
            });
    paint(".", "loose.png", RED);
    assertThat(problems(Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("loose.png lies beside the class folders");
  }

  @Test
  void optionsThatDoNotFitAreReportedWithTheirKeyAndValue() {
    assertThat(problems(Map.of("height", "tall", "width", "0", "channels", "4")))
        .extracting(problem -> problem.place().orElseThrow(), Problem::message)
        .containsExactly(
            tuple("dataset.height", "dataset.height \"tall\" is not a number from 1 to 4096."),
            tuple("dataset.width", "dataset.width \"0\" is not a number from 1 to 4096."),
            tuple("dataset.channels", "dataset.channels 4 is neither 1 nor 3."));
    assertThat(problems(Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("dataset.path pictures does not exist; looked for " + data);
  }

  @Test
  void theChecksumKnowsNamesAndBytes() throws IOException {
    paint("a", "1.png", RED);
    paint("b", "1.png", BLUE);
    String before = open(Map.of()).checksum();
    assertThat(open(Map.of()).checksum()).isEqualTo(before).hasSize(64);
    Files.move(data.resolve("pictures/b"), data.resolve("pictures/c"));
    String renamed = open(Map.of()).checksum();
    assertThat(renamed).isNotEqualTo(before);
    paint("c", "1.png", RED);
    assertThat(open(Map.of()).checksum()).isNotEqualTo(renamed);
  }

  private static int[] fill(int count, int value) {
    int[] values = new int[count];
    Arrays.fill(values, value);
    return values;
  }

  private void paint(String folder, String name, int colour) throws IOException {
    BufferedImage image = new BufferedImage(12, 9, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 12, 9, fill(12 * 9, colour), 0, 12);
    write(folder, name, image);
  }

  private void write(String folder, String name, BufferedImage image) throws IOException {
    Path file = data.resolve("pictures").resolve(folder).resolve(name).normalize();
    Files.createDirectories(file.getParent());
    String format = name.substring(name.indexOf('.') + 1);
    if (format.equals("webp")) {
      Files.write(file, ImageFixtures.WEBP_LOSSY);
      return;
    }
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }

  private DataPool open(Map<String, String> options) {
    return new ImageFolderSource().open(withPath(options), folders(data));
  }

  private List<Problem> problems(Map<String, String> options) {
    return problemsOf(new ImageFolderSource(), withPath(options), folders(data));
  }

  private static DatasetSpec withPath(Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("path", "pictures");
    return spec("image-folder", all);
  }
}
