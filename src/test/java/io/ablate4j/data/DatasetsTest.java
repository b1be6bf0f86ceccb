package io.ablate4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @Test
  void allSourcesAreOnTheClassPathAndDescribeThemselves() {
    Datasets datasets = Datasets.onClassPath();
    assertThat(datasets.ids())
        .contains("cifar10", "csv", "fashion-mnist", "glyphs", "image-folder", "kmnist", "mnist");
    assertThat(datasets.ids())
        .allSatisfy(id -> assertThat(datasets.get(id).description()).isNotBlank());
  }

  @Test
  void anUnknownSourceIsAnsweredWithThoseThereAre() {
    assertThatThrownBy(() -> Datasets.onClassPath().get("imagenet"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("\"imagenet\"")
        .hasMessageContaining("glyphs");
  }

  @Test
  void readingDataWithoutImagesOfOnesOwnStartsNoNativeLibrary(@TempDir Path data)
      throws IOException, InterruptedException {
    DataFixtures.idxFolder(data.resolve("mnist"));
    Files.createDirectories(data.resolve("cifar10"));
    Files.write(data.resolve("cifar10/data_batch_1.bin"), DataFixtures.cifarRecords(0, 5));
    Files.write(data.resolve("cifar10/test_batch.bin"), DataFixtures.cifarRecords(0, 5));
    Files.writeString(data.resolve("table.csv"), "1,a\n2,b\n3,a\n");
    Path output = data.resolve("classes.log");
    // A JVM of its own, because in this one another test may have started them.
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                OpenAll.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exitCode = java.waitFor();
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertThat(exitCode)
        .as(() -> String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())))
        .isZero();
    assertThat(lines).anyMatch(line -> line.contains("io.ablate4j.data.GlyphPainter"));
    assertThat(lines)
        .noneMatch(line -> line.contains("org.nd4j.linalg.factory.Nd4j "))
        .noneMatch(line -> line.contains("org.bytedeco."));
  }

  /** Opens and splits each source that reads no images of one's own. */
  static final class OpenAll {
    private OpenAll() {}

    public static void main(String[] arguments) {
      DataFolders folders = DataFixtures.folders(Path.of(arguments[0]));
      Datasets datasets = Datasets.onClassPath();
      for (String id : List.of("glyphs", "mnist", "cifar10", "csv")) {
        DatasetSpec spec =
            DataFixtures.spec(id, id.equals("csv") ? Map.of("path", "table.csv") : Map.of());
        Splitter.split(datasets.get(id).open(spec, folders), spec, 1);
      }
    }
  }
}
