package io.ablate4j.study.yaml;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataPool;
import io.ablate4j.data.DatasetSource;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.InputShape;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Models and data that a reader can be tried on: nothing is trained, nothing is read from disk. */
public final class StudyFixtures {
  private StudyFixtures() {}

  /**
   * A reader that knows the models mlp, cnn and inception (the last two want images) and the data
   * glyphs, mnist, cifar10, iris (a table of 150 rows), folder (with an option) and lost.
   */
  public static StudyReader reader() {
    return new StudyReader(
        new Models(
            List.of(
                new StubModel("mlp", false),
                new StubModel("cnn", true),
                new StubModel("inception", true))),
        new Datasets(
            List.of(
                new StubSource("glyphs", new StubPool(InputShape.image(1, 28, 28), 4000, 0)),
                new StubSource("mnist", new StubPool(InputShape.image(1, 28, 28), 60000, 10000)),
                new StubSource("cifar10", new StubPool(InputShape.image(3, 32, 32), 50000, 10000)),
                new StubSource("iris", new StubPool(InputShape.tabular(4), 150, 0)),
                new FolderSource(),
                new LostSource())),
        new DataFolders(List.of()));
  }

  private record StubModel(String id, boolean wantsImages) implements ModelFactory {
    @Override
    public String description() {
      return "a stub";
    }

    @Override
    public Optional<String> objection(InputShape input) {
      return wantsImages && !input.image()
          ? Optional.of("needs images, not table rows of " + input)
          : Optional.empty();
    }

    @Override
    public ComputationGraphConfiguration configure(ModelSpec spec) {
      throw new UnsupportedOperationException("a stub");
    }
  }

  private record StubSource(String id, DataPool pool) implements DatasetSource {
    @Override
    public String description() {
      return "a stub";
    }

    @Override
    public DataPool open(DatasetSpec spec, DataFolders folders) {
      return pool;
    }
  }

  private record FolderSource() implements DatasetSource {
    @Override
    public String id() {
      return "folder";
    }

    @Override
    public String description() {
      return "a stub with options";
    }

    @Override
    public Set<String> options() {
      return Set.of("path", "size");
    }

    @Override
    public DataPool open(DatasetSpec spec, DataFolders folders) {
      return new StubPool(InputShape.image(3, 32, 32), 5000, 0);
    }
  }

  private record LostSource() implements DatasetSource {
    @Override
    public String id() {
      return "lost";
    }

    @Override
    public String description() {
      return "a stub whose files are missing";
    }

    @Override
    public Set<String> options() {
      return Set.of("path");
    }

    @Override
    public DataPool open(DatasetSpec spec, DataFolders folders) {
      throw new ProblemsException(
          List.of(
              Problem.of("There is no file lost-images.", "run: ablate4j fetch lost"),
              Problem.of("The path is wrong.", "").at("dataset.path"),
              Problem.of("The source is wrong.", "").at("dataset.source"),
              Problem.of("The file is cut off.", "").at("data/lost-labels")));
    }
  }

  private record StubPool(InputShape shape, int trainingSize, int testSize) implements DataPool {
    @Override
    public List<String> classNames() {
      return List.of("even", "odd");
    }

    @Override
    public void copyFeatures(boolean test, int index, float[] target, int offset) {
      target[offset] = index;
    }

    @Override
    public int label(boolean test, int index) {
      return index % 2;
    }

    @Override
    public String checksum() {
      return "c0ffee";
    }
  }
}
