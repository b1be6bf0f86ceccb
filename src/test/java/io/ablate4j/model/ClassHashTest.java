package io.ablate4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassHashTest {
  private static final String SOURCE =
      """
      package own;
      public class Net {
        static class Inner { int units() { return UNITS; } }
      }
      """;

  @TempDir private Path folder;

  private String hash(String units) throws Exception {
    Path classes = Files.createTempDirectory(folder, "classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    SimpleJavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///own/Net.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignore) {
            return SOURCE.replace("UNITS", units);
          }
        };
    List<String> options = List.of("-d", classes.toString(), "-proc:none");
    assertThat(
            compiler
                .getTask(null, null, new DiagnosticCollector<>(), options, null, List.of(source))
                .call())
        .isTrue();
    return ClassHash.of(new Loader(classes).loadClass("own.Net"));
  }

  /** Knows these classes, and gives their bytes. */
  private static final class Loader extends ClassLoader {
    private final Path classes;

    Loader(Path classes) {
      super(ClassHashTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try {
        byte[] bytes = Files.readAllBytes(classes.resolve(name.replace('.', '/') + ".class"));
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      try {
        return Files.newInputStream(classes.resolve(name));
      } catch (IOException e) {
        return super.getResourceAsStream(name);
      }
    }
  }

  @Test
  void aClassInsideAClassThatDoesSomethingElseMakesItAnotherOne() throws Exception {
    assertThat(hash("16")).isEqualTo(hash("16")).isNotEqualTo(hash("32")).hasSize(64);
  }
}
