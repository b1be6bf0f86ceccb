package io.ablate4j.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What there is of a kind: what comes along, in a given order, and then what {@link
 * java.util.ServiceLoader} finds.
 */
public final class Registry<T> {
  private final Class<T> service;
  private final String called;
  private final List<T> builtIn;
  private final Function<T, String> id;
  private Map<String, T> byId;

  /**
   * @param called what messages call one, such as "part"
   */
  public Registry(Class<T> service, String called, List<T> builtIn, Function<T, String> id) {
    this.service = service;
    this.called = called;
    this.builtIn = builtIn;
    this.id = id;
  }

  /**
   * All by id. Found once: the class path of a process does not change.
   *
   * @throws ProblemsException if one cannot be loaded, or has the id of another
   */
  public synchronized Map<String, T> byId() {
    if (byId == null) {
      Map<String, T> found = new LinkedHashMap<>();
      builtIn.forEach(each -> found.put(id.apply(each), each));
      for (T own : OwnClasses.load(service)) {
        String name =
            OwnClasses.id(own, OwnClasses.ask(own, "it was asked for its id", () -> id.apply(own)));
        T twin = found.put(name, own);
        if (twin != null) {
          throw ProblemsException.of(
              "Two "
                  + called
                  + "s are called "
                  + name
                  + ": "
                  + name(twin)
                  + " and "
                  + name(own)
                  + ".",
              "rename your own.");
        }
      }
      byId = Collections.unmodifiableMap(found);
    }
    return byId;
  }

  private static String name(Object of) {
    return of.getClass().getName();
  }
}
