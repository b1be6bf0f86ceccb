package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.ProblemsException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnClassPathTest {
  @TempDir private Path folder;

  private static void check(Object... entries) {
    String[] words = java.util.Arrays.stream(entries).map(String::valueOf).toArray(String[]::new);
    OwnClassPath.check(Map.of(OwnClassPath.VARIABLE, String.join(File.pathSeparator, words)));
  }

  @Test
  void foldersJarsAllJarsOfAFolderAndNothingAreFine() throws Exception {
    Path jar = folder.resolve("own.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("a"));
    }
    assertThatCode(() -> check(folder, jar, folder.resolve("*"), "")).doesNotThrowAnyException();
    assertThatCode(() -> OwnClassPath.check(Map.of())).doesNotThrowAnyException();
  }

  @Test
  void eachEntryThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> check(folder, folder.resolve("onw.jar"), folder.resolve("no/*")))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining(
            "ABLATE4J_CLASSPATH: \"" + folder.resolve("onw.jar") + "\" does not exist.")
        .hasMessageContaining("no/*\" is in no folder.");
  }

  @Test
  void aFileThatIsNoJarIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("own.jar"), "<html>404</html>");
    assertThatThrownBy(() -> check(file))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("is no jar that can be read");
    assertThatThrownBy(() -> check(Files.createFile(folder.resolve("empty.jar"))))
        .isInstanceOf(ProblemsException.class);
  }
}
