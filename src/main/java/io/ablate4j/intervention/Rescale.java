package io.ablate4j.intervention;

import io.ablate4j.model.NetworkOutline;
import io.ablate4j.model.NetworkOutline.Node;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Setting;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Range;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Multiplies weights and biases of a layer by a number, and the weights of the next weight layers
 * by another. If the one is the inverse of the other, the network computes what it did, as f(ax) =
 * a f(x) for a rectifier and a > 0 (Neyshabur, Salakhutdinov and Srebro 2015, arXiv:1506.02617). So
 * learning alone is disturbed, by a problem of another condition. Where batch norm stands between,
 * the scale vanishes there.
 *
 * @param layer name of a layer with weights, or {@value #FIRST}
 * @param by what its weights and biases are multiplied by, above 0
 * @param next what the weights of the next ones are multiplied by, above 0
 */
public record Rescale(String layer, double by, double next) implements Intervention {
  /** The key in an intervention's definition. */
  public static final String KEY = "rescale";

  /** The first layer with weights, whatever it is called. */
  static final String FIRST = "first";

  /** So close to 1 is what rounding makes of a number times its inverse. */
  private static final double INVERSE = 1e-9;

  private static final String LAYER = "layer";
  private static final String BY = "by";
  private static final String NEXT = "next";

  public Rescale {
    check(BY, by);
    check(NEXT, next);
  }

  private static void check(String key, double factor) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw ProblemsException.of(
          "rescale " + key + " " + factor + " is not a number above 0.",
          "use by: 10 and next: 0.1.");
    }
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public SortedMap<String, Object> settings() {
    SortedMap<String, Object> settings = new TreeMap<>();
    settings.put(LAYER, layer);
    settings.put(BY, by);
    settings.put(NEXT, next);
    return settings;
  }

  @Override
  public String inWords() {
    return "weights and biases of "
        + (layer.equals(FIRST) ? "the first weight layer" : layer)
        + " times "
        + by
        + ", weights of the next times "
        + next
        + (Math.abs(by * next - 1) < INVERSE
            ? " (f(ax) = a f(x) for a > 0, so that a network of rectifiers computes what it did:"
                + " Neyshabur et al. 2015, arXiv:1506.02617)"
            : "");
  }

  @Override
  public Optional<Problem> objection(NetworkOutline network) {
    try {
      next(network, scaled(network));
      return Optional.empty();
    } catch (ProblemsException e) {
      return Optional.of(e.problems().get(0));
    }
  }

  private Node scaled(NetworkOutline network) {
    List<Node> weighted = network.nodes().stream().filter(n -> n.isWeighted()).toList();
    return weighted.stream()
        .filter(node -> layer.equals(FIRST) || node.name().equals(layer))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemsException.of(
                    "there is no layer \"" + layer + "\" with weights.",
                    "use first, or one of "
                        + String.join(", ", weighted.stream().map(Node::name).toList())
                        + "."));
  }

  /** The weight layers that read the layer, whatever stands between. */
  private static Set<String> next(NetworkOutline network, Node from) {
    requireScaled(from);
    Set<String> found = new LinkedHashSet<>();
    follow(network, from, true, found);
    if (found.isEmpty()) {
      throw ProblemsException.of(
          "no layer with weights follows " + from.name() + ".", "use layer: first.");
    }
    return found;
  }

  /**
   * @param isScaled whether the scale is still there: batch norm takes it away
   */
  private static void follow(
      NetworkOutline network, Node from, boolean isScaled, Set<String> found) {
    for (Node reader : network.readers(from.name())) {
      if (reader.reads().size() > 1) {
        throw ProblemsException.of(
            "what " + from.name() + " gives is joined with others in " + reader.name() + ".",
            "rescale another layer, or leave the model out.");
      }
      if (reader.isWeighted()) {
        found.add(reader.name());
        continue;
      }
      boolean isStill = isScaled && !reader.isNorm();
      if (isStill) {
        requireScaled(reader);
      }
      follow(network, reader, isStill, found);
    }
  }

  private static void requireScaled(Node node) {
    if (!node.keepsScale()) {
      throw ProblemsException.of(
          node.name()
              + " ("
              + node.words()
              + ") does not give a multiple of what it gave when it reads a multiple of what it"
              + " read.",
          "use activation relu or leaky-relu, or exclude these cells.");
    }
  }

  @Override
  public void apply(NetworkOutline network, List<LayerView> layers, float[] parameters) {
    Node scaled = scaled(network);
    Set<String> following = next(network, scaled);
    for (LayerView view : layers) {
      if (view.name().equals(scaled.name())) {
        view.parameters().values().forEach(range -> multiply(parameters, range, by));
      } else if (following.contains(view.name())) {
        multiply(parameters, view.weights().orElseThrow(), next);
      }
    }
  }

  private static void multiply(float[] parameters, Range range, double factor) {
    for (int i = range.from(); i < range.to(); i++) {
      parameters[i] = (float) (parameters[i] * factor);
    }
  }

  /** How it is read. */
  static final class Kind implements InterventionKind {
    private static final String EXAMPLE = "{ layer: first, by: 10, next: 0.1 }";

    @Override
    public String key() {
      return KEY;
    }

    @Override
    public String description() {
      return "rescale: { layer: first, by: 10, next: 0.1 }; multiplies weights and biases of a"
          + " layer by the one number and the weights of the next weight layer by the other,"
          + " the inverse if not said, so that a rectifier network computes what it did";
    }

    @Override
    public Optional<Intervention> read(Setting value) {
      return value.mapping(EXAMPLE).flatMap(keys -> read(value, keys));
    }

    private static Optional<Intervention> read(Setting value, Setting.Settings keys) {
      keys.allowOnly(List.of(LAYER, BY, NEXT));
      if (keys.get(BY).isEmpty()) {
        value.problem(value.path() + " does not say by how much.", "write " + EXAMPLE + ".");
        return Optional.empty();
      }
      Optional<? extends Setting> named = keys.get(LAYER);
      Optional<String> layer = named.isEmpty() ? Optional.of(FIRST) : named.flatMap(Setting::text);
      Optional<Double> by = factor(keys.get(BY).get(), "10");
      Optional<? extends Setting> written = keys.get(NEXT);
      Optional<Double> next =
          written.isEmpty() ? by.map(factor -> 1 / factor) : factor(written.get(), "0.1");
      return layer.isPresent() && by.isPresent() && next.isPresent()
          ? Optional.of(new Rescale(layer.get(), by.get(), next.get()))
          : Optional.empty();
    }

    private static Optional<Double> factor(Setting value, String example) {
      Optional<Double> number = value.number(example);
      if (number.filter(factor -> !(factor > 0) || Double.isInfinite(factor)).isPresent()) {
        value.problem(
            value.path() + " " + value.shown() + " is not a number above 0.",
            "use " + example + ".");
        return Optional.empty();
      }
      return number;
    }
  }
}
