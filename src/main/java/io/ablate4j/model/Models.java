package io.ablate4j.model;

import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The model factories on the class path, by id. */
public final class Models {
  private final SortedMap<String, CheckedModel> byId;

  /**
   * @throws ProblemsException if two factories have the same id, or one cannot say what it is
   *     called
   */
  public Models(Iterable<ModelFactory> factories) {
    byId = new TreeMap<>();
    for (ModelFactory factory : factories) {
      CheckedModel model = new CheckedModel(factory);
      CheckedModel twin = byId.put(model.id(), model);
      if (twin != null) {
        throw ProblemsException.of(
            "Two models are called "
                + model.id()
                + ": "
                + twin.type().getName()
                + " and "
                + model.type().getName()
                + ".",
            "rename your own.");
      }
    }
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
    return List.copyOf(byId.keySet());
  }

  /**
   * The network to be trained, by the thread that calls this and trains.
   *
   * @throws ProblemsException if no model has that id
   * @throws IllegalStateException if the model gives what cannot be trained
   */
  public ComputationGraphConfiguration configure(String id, ModelSpec spec) {
    return model(id).configureHere(spec);
  }

  /**
   * The model of that id. What goes wrong inside it, or takes a minute, is a {@link
   * ProblemsException}.
   *
   * @throws ProblemsException naming what there is, if no model has that id
   */
  public ModelFactory get(String id) {
    return model(id);
  }

  private CheckedModel model(String id) {
    CheckedModel factory = byId.get(id);
    if (factory == null) {
      throw ProblemsException.of(
          "There is no model \"" + id + "\".", "use one of " + String.join(", ", ids()) + ".");
    }
    return factory;
  }
}
