package io.ablate4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.image.ImageFixtures;
import io.ablate4j.problem.ProblemsException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names of files that are not in English, on a system whose locale knows none. */
@EnabledOnOs(OS.LINUX)
class LocaleTest {
  @TempDir Path data;

  @Test
  void namesThatTheLocaleCannotExpressAreOneProblemAndNoClass() throws Exception {
    byte[] png = ImageFixtures.encode(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png");
    // By a shell, as this JVM's own locale may be any.
    shell(
        "mkdir -p pictures/$(printf 'p\\303\\244r') pictures/$(printf 'p\\303\\266r')"
            + " && for d in pictures/*; do for i in 1 2 3 4; do cat > $d/$i.png < image; done; done",
        png);
    assertThat(inLocale("C"))
        .startsWith("1 problem: File names such as p")
        .contains("set LC_ALL to C.UTF-8");
    assertThat(inLocale("C.UTF-8")).isEqualTo("8 images of 2 classes");
  }

  @Test
  void namesThatAreNotInUtf8AreOneProblemToo() throws Exception {
    byte[] png = ImageFixtures.encode(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png");
    shell(
        "mkdir -p pictures/a pictures/b && cp image pictures/b/1.png"
            + " && cp image pictures/a/$(printf 'p\\344r').png",
        png);
    assertThat(inLocale("C.UTF-8"))
        .startsWith("1 problem: File names such as p")
        .contains("rename them, in UTF-8.");
  }

  @Test
  void theLauncherGivesTheProgramALocaleThatReadsAllNames() throws Exception {
    Path root = Files.createDirectories(data.resolve("copy"));
    for (String folder : List.of("scripts", "src/main", ".mvn", "target", "jdk/bin")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(root.resolve("pom.xml"), "");
    Files.copy(Path.of("scripts/ablate4j"), root.resolve("scripts/ablate4j"));
    Files.writeString(root.resolve("target/ablate4j.classpath"), "none");
    Path java = Files.writeString(root.resolve("jdk/bin/java"), "#!/bin/sh\necho \"$LC_ALL\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String locale : List.of("C", "POSIX", "de_DE.ISO-8859-1", "C.UTF-8")) {
      ProcessBuilder launcher =
          new ProcessBuilder("bash", root.resolve("scripts/ablate4j").toString(), "--help");
      launcher.environment().put("LC_ALL", locale);
      launcher.environment().put("JAVA_HOME", root.resolve("jdk").toString());
      assertThat(output(launcher)).endsWith("C.UTF-8");
    }
  }

  private void shell(String command, byte[] image) throws IOException, InterruptedException {
    Files.write(data.resolve("image"), image);
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(data.toFile());
    assertThat(output(shell)).isEmpty();
  }

  private String inLocale(String locale) throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            Open.class.getName(),
            data.toString());
    java.environment().put("LC_ALL", locale);
    return output(java);
  }

  private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Says what it found, in a JVM of its own. */
  static final class Open {
    private Open() {}

    public static void main(String[] arguments) {
      try {
        DataPool pool =
            new ImageFolderSource()
                .open(
                    DataFixtures.spec("image-folder", Map.of("path", "pictures")),
                    DataFixtures.folders(Path.of(arguments[0])));
        System.out.println(
            pool.trainingSize() + " images of " + pool.classNames().size() + " classes");
      } catch (ProblemsException e) {
        System.out.println(
            e.problems().size()
                + " problem: "
                + e.problems().get(0).message()
                + " "
                + e.problems().get(0).advice());
      }
    }
  }
}
