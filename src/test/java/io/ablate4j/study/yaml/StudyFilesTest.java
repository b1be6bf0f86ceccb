package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFilesTest {
  @TempDir Path folder;

  @Test
  void aBuiltInStudyIsFoundByName() {
    StudySource source = StudyFiles.resolve("quickstart");
    assertThat(source.label()).isEqualTo("quickstart (built in)");
    assertThat(source.text()).contains("name: quickstart");
  }

  @Test
  void everyBuiltInStudyIsRightAndCarriesItsOwnNameAndADescription() {
    assertThat(BuiltInStudies.names()).containsExactly("quickstart", "reference", "cifar10");
    for (String name : BuiltInStudies.names()) {
      Study study = StudyFixtures.reader().read(StudyFiles.resolve(name), Overrides.NONE).study();
      assertThat(study.name()).isEqualTo(name);
      assertThat(study.description()).isNotBlank();
      assertThat(study.target()).isPresent();
    }
  }

  @Test
  void quickstartHas192Trials() {
    Study study =
        StudyFixtures.reader().read(StudyFiles.resolve("quickstart"), Overrides.NONE).study();
    assertThat(study.cells().size() * study.seeds()).isEqualTo(240);
  }

  @Test
  void problemsOfABuiltInStudySayThatItIsBuiltIn() {
    assertThatThrownBy(
            () ->
                StudyFixtures.reader()
                    .read(
                        new StudySource(
                            StudyFiles.resolve("quickstart").label(), "name: quickstart\nseeds: x"),
                        Overrides.NONE))
        .hasMessageContaining("quickstart (built in):2: seeds is \"x\", not a whole number.");
  }

  @Test
  void aFileIsReadAsUtf8AndLabelledAsGiven() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "name: \"\u00fc\"\n");
    assertThat(StudyFiles.resolve(file.toString()))
        .isEqualTo(new StudySource(file.toString(), "name: \"\u00fc\"\n"));
  }

  @Test
  void anUnknownStudyIsReportedWithAllThereAre() {
    for (String name : new String[] {"another", "", "no\u0000where"}) {
      assertThatThrownBy(() -> StudyFiles.resolve(name))
          .isInstanceOf(ProblemsException.class)
          .hasMessage(
              "There is no study \""
                  + name
                  + "\": it is not built in, and there is no such file.\n"
                  + "  Maybe use one of quickstart, reference, cifar10, or the path of a YAML"
                  + " file.");
    }
  }

  @Test
  void anUnknownStudyIsReportedWithTheNearestThatIsBuiltIn() {
    for (String[] meant :
        new String[][] {
          {"quikstart", "quickstart"}, {"claims-btach", "claims-batch"}, {"claim", "claims"}
        }) {
      assertThatThrownBy(() -> StudyFiles.resolve(meant[0]))
          .isInstanceOf(ProblemsException.class)
          .hasMessageEndingWith("Maybe use \"" + meant[1] + "\", or the path of a YAML file.");
    }
  }

  @Test
  void aFolderIsNoStudyButMayHoldOne() throws IOException {
    assertThatThrownBy(() -> StudyFiles.resolve(folder.toString()))
        .isInstanceOf(ProblemsException.class)
        .hasMessage(
            folder + ": This is a folder, not a study file.\n  Maybe name a file inside it.");
    Path inside = Files.writeString(folder.resolve("study.yaml"), "name: x");
    assertThatThrownBy(() -> StudyFiles.resolve(folder.toString()))
        .hasMessageEndingWith("Maybe use " + inside + ".");
  }

  @Test
  void aFileThatIsNoTextIsReported() throws IOException {
    Path file = Files.write(folder.resolve("image.yaml"), new byte[] {'a', (byte) 0xff, 0, 1});
    assertThatThrownBy(() -> StudyFiles.resolve(file.toString()))
        .isInstanceOf(ProblemsException.class)
        .hasMessage(file + ": The file is not UTF-8 text.\n  Maybe save it as UTF-8.");
  }

  @Test
  void aFileThatIsFarTooLargeIsNotRead() throws IOException {
    Path file = Files.write(folder.resolve("large.yaml"), new byte[5_000_000]);
    assertThatThrownBy(() -> StudyFiles.resolve(file.toString()))
        .isInstanceOf(ProblemsException.class)
        .hasMessage(file + ": The file is too large for a study.\n  Maybe name another file.");
  }

  @Test
  void devicesAndPipesAreRefusedAndNotWaitedFor() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (String path : new String[] {"/dev/zero", pipe.toString()}) {
      assertThatThrownBy(() -> StudyFiles.resolve(path))
          .isInstanceOf(ProblemsException.class)
          .hasMessageContaining(path)
          .hasMessageContaining("This is a device or a pipe, not a study file.");
    }
  }
}
