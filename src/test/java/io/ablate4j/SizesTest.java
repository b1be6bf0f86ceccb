package io.ablate4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** How long classes and methods may be; one that is longer says in its comment why. */
class SizesTest {
  private static final int MOST_OF_A_CLASS = 400;
  private static final int MOST_OF_A_METHOD = 60;

  private static final int MOST_PERCENT_OF_A_ROOM = 12;

  /** Stands in the comment of what is longer, before the reason. */
  private static final String REASON = "In one piece:";

  /** What is too long, with its lines. */
  private static final class Sizes extends TreePathScanner<Void, CompilationUnitTree> {
    private final DocTrees trees;
    private final SourcePositions positions;
    private final List<String> tooLong = new ArrayList<>();
    private int classes;
    private int methods;

    Sizes(JavacTask task) {
      trees = DocTrees.instance(task);
      positions = trees.getSourcePositions();
    }

    @Override
    public Void visitClass(ClassTree type, CompilationUnitTree unit) {
      classes++;
      check(type, String.valueOf(type.getSimpleName()), MOST_OF_A_CLASS, unit);
      return super.visitClass(type, unit);
    }

    @Override
    public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
      methods++;
      check(method, String.valueOf(method.getName()), MOST_OF_A_METHOD, unit);
      return super.visitMethod(method, unit);
    }

    private void check(Tree tree, String name, int most, CompilationUnitTree unit) {
      long first = line(unit, positions.getStartPosition(unit, tree));
      long last = line(unit, positions.getEndPosition(unit, tree));
      String comment = trees.getDocComment(getCurrentPath());
      if (last - first + 1 > most && (comment == null || !comment.contains(REASON))) {
        tooLong.add(
            Path.of(unit.getSourceFile().getName()).getFileName()
                + ":"
                + first
                + " "
                + name
                + " has "
                + (last - first + 1)
                + " lines, more than "
                + most);
      }
    }

    private static long line(CompilationUnitTree unit, long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }

  @Test
  void noClassAndNoMethodIsLongerThanItSaysWhy() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8);
        Stream<Path> files =
            Stream.concat(
                Files.walk(Path.of("src/main/java")), Files.walk(Path.of("src/vector/java")))) {
      List<Path> sources = files.filter(f -> f.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      Sizes sizes = new Sizes(task);
      for (CompilationUnitTree unit : task.parse()) {
        sizes.scan(unit, unit);
      }
      assertThat(sizes.classes).isGreaterThan(sources.size() / 2);
      assertThat(sizes.methods).isGreaterThan(sizes.classes);
      assertThat(sizes.tooLong).isEmpty();
    }
  }

  @Test
  void noRoomHoldsMoreThanTwelvePercentOfTheCode() throws IOException {
    Path root = Path.of("src/main/java/io/ablate4j");
    Map<String, Long> rooms = new TreeMap<>();
    long all = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        long lines = Files.readAllLines(file).size();
        rooms.merge(root.relativize(file).getName(0).toString(), lines, Long::sum);
        all += lines;
      }
    }
    long most = all * MOST_PERCENT_OF_A_ROOM / 100;
    assertThat(rooms)
        .hasSizeGreaterThan(20)
        .allSatisfy((room, lines) -> assertThat(lines).as(room).isLessThan(most));
  }
}
