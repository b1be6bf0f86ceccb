package io.ablate4j.problem;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What there is of a kind, by id.
 *
 * @param <T> what it holds
 */
public final class Registry<T> {
  private final Kind kind;
  private final Supplier<Map<String, T>> source;
  private Map<String, T> byId;

  /**
   * What messages call it.
   *
   * @param one such as "kind of dropout"
   * @param many such as "kinds of dropout"
   */
  public record Kind(String one, String many) {}

  private Registry(Kind kind, Supplier<Map<String, T>> source) {
    this.kind = kind;
    this.source = source;
  }

  /**
   * What comes along, in the given order, and then what {@link java.util.ServiceLoader} finds.
   * Found once, when it is first asked for: the class path of a process does not change. Whoever
   * asks first gets a {@link ProblemsException} if something of a user's cannot be loaded, has no
   * id, or that of another.
   */
  public static <T> Registry<T> onClassPath(
      Kind kind, Class<T> service, List<T> builtIn, Function<T, String> id) {
    return new Registry<>(
        kind,
        () -> {
          Map<String, T> found = new LinkedHashMap<>();
          builtIn.forEach(each -> found.put(id.apply(each), each));
          for (T own : OwnClasses.load(service)) {
            put(kind, found, askedId(own, id), own, Object::getClass);
          }
          return found;
        });
  }

  /**
   * These, sorted by id.
   *
   * @param type the class that a message names, where it is not that of the object
   * @throws ProblemsException if two have the same id
   */
  public static <T> Registry<T> of(
      Kind kind, Collection<T> all, Function<T, String> id, Function<? super T, Class<?>> type) {
    SortedMap<String, T> byId = new TreeMap<>();
    all.forEach(each -> put(kind, byId, id.apply(each), each, type));
    return new Registry<>(kind, () -> byId);
  }

  /**
   * The id of a user's object.
   *
   * @throws ProblemsException if it cannot say it, or it is none
   */
  public static <T> String askedId(T own, Function<? super T, String> id) {
    return OwnClasses.id(own, OwnClasses.ask(own, "it was asked for its id", () -> id.apply(own)));
  }

  private static <T> void put(
      Kind kind, Map<String, T> byId, String id, T own, Function<? super T, Class<?>> type) {
    T twin = byId.put(id, own);
    if (twin != null) {
      throw ProblemsException.of(
          "Two "
              + kind.many()
              + " are called "
              + id
              + ": "
              + type.apply(twin).getName()
              + " and "
              + type.apply(own).getName()
              + ".",
          "rename your own.");
    }
  }

  /**
   * All by id.
   *
   * @throws ProblemsException if they are first asked for, and one of a user's cannot be used
   */
  public synchronized Map<String, T> byId() {
    if (byId == null) {
      byId = Collections.unmodifiableMap(source.get());
    }
    return byId;
  }

  /** All ids, in their order. */
  public List<String> ids() {
    return List.copyOf(byId().keySet());
  }

  /** The one of that id, if there is one. */
  public Optional<T> find(String id) {
    return Optional.ofNullable(byId().get(id));
  }

  /**
   * The one of that id.
   *
   * @throws ProblemsException naming what there is, if there is none
   */
  public T get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                ProblemsException.of(
                    "There is no " + kind.one() + " \"" + id + "\".", Nearest.advice(id, ids())));
  }
}
