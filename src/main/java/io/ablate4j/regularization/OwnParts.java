package io.ablate4j.regularization;

import io.ablate4j.problem.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The batch norm and dropout that a network of a user's has itself, each where it stood, as it was
 * set. All else leaves them out.
 *
 * @param without ids of those that are left out, such as {@code bn@conv2}, sorted; {@code *} stands
 *     for any letters
 */
public record OwnParts(List<String> without) implements Part {
  /** The key in a regularization's definition. */
  public static final String KEY = "own";

  /** The network as its file has it. */
  public static final OwnParts ALL = new OwnParts(List.of());

  private static final String WITHOUT = "without";

  public OwnParts {
    without = List.copyOf(new TreeSet<>(without));
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public SortedMap<String, Object> settings() {
    return new TreeMap<>(Map.of(WITHOUT, without));
  }

  @Override
  public String inWords() {
    return "the network's own batch norm and dropout"
        + (without.isEmpty() ? "" : " but " + String.join(", ", without));
  }

  /** Of a network that has none it is nothing; which one, only the network knows. */
  @Override
  public boolean changesNothing() {
    return false;
  }

  @Override
  public void weave(Weaving network) {
    if (network.components().isEmpty()) {
      network.complain(
          "own: a built-in model has no batch norm or dropout of its own.",
          "leave own out, or name a network in a file: model: [{ file: my-net.zip }].");
      return;
    }
    List<Component> all = network.components().get();
    for (String word : without) {
      if (all.stream().noneMatch(component -> Selector.isMatch(word, component.id()))) {
        network.complain(
            "own: the network has no \"" + word + "\" to leave out.",
            all.isEmpty()
                ? "leave it away; it has no batch norm and no dropout."
                : Nearest.advice(word, all.stream().map(Component::id).toList()));
      }
    }
    all.stream()
        .filter(component -> without.stream().noneMatch(w -> Selector.isMatch(w, component.id())))
        .forEach(network::restore);
  }

  /** How it is read. */
  public static final class Kind implements PartKind {
    private static final String EXAMPLE = "true, or { without: [bn@conv2] }";

    @Override
    public String key() {
      return KEY;
    }

    @Override
    public String description() {
      return "own: the batch norm and dropout that a network of a file has itself;"
          + " { without: [bn@conv2] } leaves some out, \"bn@*\" all of a kind";
    }

    @Override
    public Optional<Part> read(Setting value) {
      if (value.isFlag()) {
        return Optional.of(ALL);
      }
      return value.mapping(EXAMPLE).flatMap(Kind::read);
    }

    private static Optional<Part> read(Setting.Settings keys) {
      keys.allowOnly(List.of(WITHOUT));
      List<String> ids = new ArrayList<>();
      int asked = 0;
      if (keys.get(WITHOUT).isPresent()) {
        List<? extends Setting> items = keys.get(WITHOUT).get().items();
        asked = items.size();
        items.forEach(item -> item.text().ifPresent(ids::add));
      }
      return ids.size() < asked ? Optional.empty() : Optional.of(new OwnParts(ids));
    }
  }
}
