package io.ablate4j.model;

import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The model factories on the class path, by id. */
public final class Models {
  private final SortedMap<String, ModelFactory> byId;

  /**
   * @throws ProblemsException if two factories have the same id
   */
  public Models(Iterable<ModelFactory> factories) {
    byId = new TreeMap<>();
    for (ModelFactory factory : factories) {
      ModelFactory twin = byId.put(factory.id(), factory);
      if (twin != null) {
        throw ProblemsException.of(
            "Two models are called "
                + factory.id()
                + ": "
                + twin.getClass().getName()
                + " and "
                + factory.getClass().getName()
                + ".",
            "rename your own.");
      }
    }
  }

  /** Those that {@link ServiceLoader} finds. */
  public static Models onClassPath() {
    return new Models(ServiceLoader.load(ModelFactory.class));
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  /**
   * @throws ProblemsException naming what there is, if no model has that id
   */
  public ModelFactory get(String id) {
    ModelFactory factory = byId.get(id);
    if (factory == null) {
      throw ProblemsException.of(
          "There is no model \"" + id + "\".", "use one of " + String.join(", ", ids()) + ".");
    }
    return factory;
  }
}
