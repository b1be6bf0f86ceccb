package io.ablate4j.model;

import io.ablate4j.regularization.LayerKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A piece of a network before it is laid out: what a model asked its {@link BlockBuilder} for. */
final class Piece {
  /** What a piece is. */
  enum Role {
    INPUT,
    WEIGHTS,
    POOL,
    /** A layer that is neither, such as padding: it stays where it is. */
    PASS,
    MERGE,
    /** The end of a block, where dropout may stand; no layer of its own. */
    BLOCK_END,
    /** Where a user's network has a part on one of several ways; no layer of its own. */
    FORK,
    OUTPUT
  }

  /** Makes a weight layer, with a bias and the activation or without. */
  @FunctionalInterface
  interface WeightLayer {
    Layer make(boolean hasBias, boolean hasActivation);
  }

  /**
   * Something woven in; sorted by rank, and as it came.
   *
   * @param name that it has whatever it follows; empty where it is called after that, with the
   *     suffix
   */
  record Strand(int rank, Layer layer, String suffix, Optional<String> name) {
    Strand(int rank, Layer layer, String suffix) {
      this(rank, layer, suffix, Optional.empty());
    }

    /** What its vertex is to be called behind {@code base}. */
    String wanted(String base) {
      return name.orElse(base + "-" + suffix);
    }
  }

  final String name;
  final Role role;
  final List<Piece> inputs;
  final Optional<LayerKind> kind;
  final boolean hasPixels;
  private final WeightLayer weights;
  private final GraphVertex vertex;

  /** Between weights and activation. */
  final List<Strand> inside = new ArrayList<>();

  /** Behind all of the piece. */
  final List<Strand> behind = new ArrayList<>();

  private Piece(
      String name,
      Role role,
      List<Piece> inputs,
      Optional<LayerKind> kind,
      boolean hasPixels,
      WeightLayer weights,
      GraphVertex vertex) {
    this.name = name;
    this.role = role;
    this.inputs = List.copyOf(inputs);
    this.kind = kind;
    this.hasPixels = hasPixels;
    this.weights = weights;
    this.vertex = vertex;
  }

  static Piece input(String name, boolean image) {
    return new Piece(name, Role.INPUT, List.of(), Optional.empty(), image, null, null);
  }

  static Piece weights(String name, Piece input, LayerKind kind, WeightLayer layer) {
    return new Piece(
        name, Role.WEIGHTS, List.of(input), Optional.of(kind), kind == LayerKind.CONV, layer, null);
  }

  /** A piece of a network that has its layers already. */
  static Piece there(
      String name, Role role, List<Piece> inputs, Optional<LayerKind> kind, boolean hasPixels) {
    return new Piece(name, role, inputs, kind, hasPixels, null, null);
  }

  static Piece pool(String name, Piece input, Layer layer, boolean leavesPixels) {
    return new Piece(
        name,
        Role.POOL,
        List.of(input),
        Optional.empty(),
        leavesPixels && input.hasPixels,
        (hasBias, hasActivation) -> layer,
        null);
  }

  static Piece merge(String name, List<Piece> inputs) {
    boolean pixels = inputs.stream().allMatch(input -> input.hasPixels);
    return new Piece(name, Role.MERGE, inputs, Optional.empty(), pixels, null, new MergeVertex());
  }

  static Piece blockEnd(String name, Piece input, LayerKind kind) {
    return new Piece(
        name, Role.BLOCK_END, List.of(input), Optional.of(kind), input.hasPixels, null, null);
  }

  static Piece output(String name, Piece input, Layer layer) {
    return new Piece(
        name,
        Role.OUTPUT,
        List.of(input),
        Optional.of(LayerKind.DENSE),
        false,
        (hasBias, hasActivation) -> layer,
        null);
  }

  /** Whether it has weights, those of the output included. */
  boolean isWeighted() {
    return role == Role.WEIGHTS || role == Role.OUTPUT;
  }

  /** What stands between weights and activation, in its order. */
  List<Strand> inside() {
    return sorted(inside);
  }

  /** What stands behind it, in its order. */
  List<Strand> behind() {
    return sorted(behind);
  }

  private static List<Strand> sorted(List<Strand> strands) {
    return strands.stream().sorted(Comparator.comparingInt(Strand::rank)).toList();
  }

  Layer layer(boolean hasBias, boolean hasActivation) {
    return weights.make(hasBias, hasActivation);
  }

  GraphVertex vertex() {
    return vertex;
  }
}
