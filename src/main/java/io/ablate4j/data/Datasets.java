package io.ablate4j.data;

import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The data sources on the class path, by id. */
public final class Datasets {
  private final SortedMap<String, DatasetSource> byId;

  /**
   * @throws ProblemsException if two sources have the same id
   */
  public Datasets(Iterable<DatasetSource> sources) {
    byId = new TreeMap<>();
    for (DatasetSource source : sources) {
      String id =
          OwnClasses.id(source, OwnClasses.ask(source, "it was asked for its id", source::id));
      DatasetSource twin = byId.put(id, source);
      if (twin != null) {
        throw new ProblemsException(
            List.of(
                Problem.of(
                    "Two data sources are called "
                        + id
                        + ": "
                        + twin.getClass().getName()
                        + " and "
                        + source.getClass().getName()
                        + ".",
                    "rename your own.")));
      }
    }
  }

  /**
   * Those that {@link java.util.ServiceLoader} finds.
   *
   * @throws ProblemsException if one of them cannot be loaded
   */
  public static Datasets onClassPath() {
    return new Datasets(OwnClasses.load(DatasetSource.class));
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  /**
   * @throws ProblemsException naming what there is, if no source has that id
   */
  public DatasetSource get(String id) {
    DatasetSource source = byId.get(id);
    if (source == null) {
      throw ProblemsException.of(
          "There is no dataset source \"" + id + "\".",
          "use one of " + String.join(", ", ids()) + ".");
    }
    return source;
  }
}
