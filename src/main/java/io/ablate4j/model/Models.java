package io.ablate4j.model;

import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The model factories on the class path, by id. */
public final class Models {
  private final Registry<CheckedModel> all;

  /**
   * @throws ProblemsException if two factories have the same id, or one cannot say what it is
   *     called
   */
  public Models(Collection<ModelFactory> factories) {
    all =
        Registry.of(
            new Registry.Kind("model", "models"),
            factories.stream().map(CheckedModel::new).toList(),
            CheckedModel::id,
            CheckedModel::type);
  }

  /**
   * Those that {@link java.util.ServiceLoader} finds.
   *
   * @throws ProblemsException if one of them cannot be loaded
   */
  public static Models onClassPath() {
    return new Models(OwnClasses.load(ModelFactory.class));
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return all.ids();
  }

  /**
   * The network to be trained, by the thread that calls this and trains.
   *
   * @throws ProblemsException if no model has that id
   * @throws IllegalStateException if the model gives what cannot be trained
   */
  public ComputationGraphConfiguration configure(String id, ModelSpec spec) {
    return all.get(id).configureHere(spec);
  }

  /**
   * The model of that id. What goes wrong inside it, or takes a minute, is a {@link
   * ProblemsException}.
   *
   * @throws ProblemsException naming what there is, if no model has that id
   */
  public ModelFactory get(String id) {
    return all.get(id);
  }
}
