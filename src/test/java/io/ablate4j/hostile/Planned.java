package io.ablate4j.hostile;

import io.ablate4j.data.InputShape;
import io.ablate4j.model.BlockBuilder;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.ModelSpec;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Models that misbehave in the program itself, each alone in a service file of its own. */
public final class Planned {
  private Planned() {}

  /** Harmless. */
  public static class Harmless implements ModelFactory {
    @Override
    public String id() {
      return "planned";
    }

    @Override
    public String description() {
      return "hostile while a study is planned";
    }

    @Override
    public ComputationGraphConfiguration configure(ModelSpec spec) {
      return new BlockBuilder(spec).dense("dense1", 4).softmaxOutput();
    }
  }

  /** Its class cannot be initialized. */
  public static final class Broken extends Harmless {
    static {
      if (Broken.class.getName().endsWith("Broken")) {
        throw new IllegalStateException("no licence");
      }
    }
  }

  /** Has no name. */
  public static final class Nameless extends Harmless {
    @Override
    public String id() {
      return null;
    }
  }

  /** Gives no answer. */
  public static final class Undecided extends Harmless {
    @Override
    public Optional<String> objection(InputShape input) {
      return null;
    }
  }

  /** Never stops asking itself. */
  public static final class Endless extends Harmless {
    @Override
    public ComputationGraphConfiguration configure(ModelSpec spec) {
      return configure(spec);
    }
  }

  /** Has three outputs more than there are classes. */
  public static final class TooWide extends Harmless {
    @Override
    public ComputationGraphConfiguration configure(ModelSpec spec) {
      return super.configure(
          new ModelSpec(spec.input(), spec.classes() + 3, spec.regularization()));
    }
  }

  /** Ends the program. */
  public static final class Ends extends Harmless {
    @Override
    public ComputationGraphConfiguration configure(ModelSpec spec) {
      System.exit(0);
      return super.configure(spec);
    }
  }
}
