package io.ablate4j.data;

import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The data sources on the class path, by id. */
public final class Datasets {
  private final SortedMap<String, CheckedSource> byId;

  /**
   * Whatever these sources give is checked before anybody else sees it.
   *
   * @throws ProblemsException if two sources have the same id, or one cannot say what it is
   */
  public Datasets(Iterable<DatasetSource> sources) {
    byId = new TreeMap<>();
    for (DatasetSource given : sources) {
      CheckedSource source = CheckedSource.of(given);
      CheckedSource twin = byId.put(source.id(), source);
      if (twin != null) {
        throw new ProblemsException(
            List.of(
                Problem.of(
                    "Two data sources are called "
                        + source.id()
                        + ": "
                        + twin.type().getName()
                        + " and "
                        + source.type().getName()
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
