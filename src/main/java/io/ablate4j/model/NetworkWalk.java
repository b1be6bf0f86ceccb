package io.ablate4j.model;

import io.ablate4j.layer.LayerTraits;
import io.ablate4j.model.Piece.Role;
import io.ablate4j.model.words.LayerWords;
import io.ablate4j.regularization.Component;
import io.ablate4j.regularization.LayerKind;
import io.ablate4j.regularization.Selector;
import io.ablate4j.regularization.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Takes a network of a user's apart: into its {@link Piece}s without batch norm and dropout, and
 * into these. A piece is called after its layer, in letters that selectors know.
 */
final class NetworkWalk {
  private final ComputationGraphConfiguration network;
  private final Map<String, InputType> types;
  private final VertexGraph graph;
  private final LayerRoles roles;
  private final Map<String, Spot> spots = new HashMap<>();
  private final Set<String> names = new HashSet<>(Set.of(Site.INPUT));
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<Piece, Origin> origins = new HashMap<>();
  private final Map<Piece, Piece> blockEnds = new HashMap<>();
  private final List<Draft> drafts = new ArrayList<>();

  /**
   * What a piece is in the network.
   *
   * @param name of its vertex; of a place without a layer that of the one before it
   * @param vertex itself; empty if it has no layer
   * @param activation name of the vertex with the function that its weights do not have themselves
   */
  record Origin(String name, Optional<GraphVertex> vertex, Optional<String> activation) {}

  /**
   * Where what a vertex gives comes from.
   *
   * @param isInside whether the activation of the piece is still to come
   * @param flattens what a vertex that was taken out did first, and its reader has to do now
   */
  private record Spot(Piece piece, boolean isInside, Optional<InputPreProcessor> flattens) {}

  private record Draft(
      Component.Kind kind, Piece piece, boolean isInside, Layer layer, String vertex) {}

  /**
   * A network taken apart.
   *
   * @param pieces in an order in which each comes after what it reads
   * @param origins what each was
   * @param types what each gives
   * @param taken what was taken out, in the network's order
   */
  record Walked(
      List<Piece> pieces,
      Map<Piece, Origin> origins,
      Map<Piece, InputType> types,
      List<Taken> taken) {
    /** Whether a batch norm was woven in. */
    boolean hasNorm() {
      return pieces.stream()
          .flatMap(piece -> Stream.concat(piece.inside.stream(), piece.behind.stream()))
          .anyMatch(strand -> LayerTraits.isNorm(strand.layer()));
    }
  }

  private NetworkWalk(ComputationGraphConfiguration network, Map<String, InputType> types) {
    this.network = network;
    this.types = types;
    this.graph = new VertexGraph(network);
    this.roles = new LayerRoles(network, graph);
  }

  /**
   * Takes it apart.
   *
   * @param network that nothing refuses; its layers lose the dropout inside them
   * @param types what each vertex gives, the input among them
   */
  static Walked of(ComputationGraphConfiguration network, Map<String, InputType> types) {
    NetworkWalk walk = new NetworkWalk(network, types);
    String input = network.getNetworkInputs().get(0);
    Piece first = Piece.input(Site.INPUT, hasPixels(types.get(input)));
    walk.add(first, input, Optional.empty());
    walk.spots.put(input, new Spot(first, false, Optional.empty()));
    for (String name : walk.graph.inOrder()) {
      GraphVertex vertex = network.getVertices().get(name);
      List<String> inputs = network.getVertexInputs().get(name);
      if (vertex instanceof LayerVertex layer) {
        walk.layer(name, layer, inputs.get(0));
      } else {
        walk.junction(name, vertex, inputs);
      }
    }
    return walk.walked();
  }

  private static boolean hasPixels(InputType type) {
    return type instanceof InputType.InputTypeConvolutional;
  }

  private void layer(String name, LayerVertex vertex, String input) {
    Layer layer = vertex.getLayerConf().getLayer();
    Spot at = spots.get(input);
    if (layer instanceof BatchNormalization) {
      // Statistics of each number are not those of each channel: it stays behind what flattens.
      Spot flat = flattened(name, at, Optional.ofNullable(vertex.getPreProcessor()));
      spots.put(name, take(Component.Kind.NORM, layer, name, flat, input, name));
    } else if (layer instanceof DropoutLayer) {
      Optional<InputPreProcessor> own = Optional.ofNullable(vertex.getPreProcessor());
      Spot before = at.flattens.isPresent() && own.isPresent() ? flattened(name, at) : at;
      Spot after =
          layer.getIDropout() == null
              ? before
              : take(Component.Kind.DROPOUT, layer, name, before, input, name);
      spots.put(name, new Spot(after.piece, after.isInside, own.or(() -> after.flattens)));
    } else if (layer instanceof ActivationLayer
        && at.isInside
        && at.flattens.isEmpty()
        && vertex.getPreProcessor() == null
        && graph.readers(input).size() == 1) {
      origins.computeIfPresent(
          at.piece, (piece, origin) -> new Origin(origin.name, origin.vertex, Optional.of(name)));
      spots.put(name, new Spot(at.piece, false, Optional.empty()));
    } else {
      spots.put(name, stays(name, vertex, input));
    }
  }

  /** A layer that stays; dropout inside it is taken out. */
  private Spot stays(String name, LayerVertex vertex, String input) {
    Layer layer = vertex.getLayerConf().getLayer();
    Spot at = spots.get(input);
    if (layer.getIDropout() != null && LayerRoles.dropsInside(layer)) {
      DropoutLayer own = new DropoutLayer.Builder(layer.getIDropout()).build();
      at = take(Component.Kind.DROPOUT, own, name + "-drop", at, input, name);
    }
    layer.setIDropout(null);
    if (at.flattens.isPresent() && vertex.getPreProcessor() != null) {
      at = flattened(name, at);
    }
    at.flattens.ifPresent(vertex::setPreProcessor);
    Role role = roles.of(name, layer);
    Optional<LayerKind> kind = LayerRoles.kind(role, layer);
    Piece piece =
        Piece.there(pieceName(name), role, List.of(read(at)), kind, hasPixels(types.get(name)));
    add(piece, name, Optional.of(vertex));
    roles.blockEnd(name, layer, piece.hasPixels).ifPresent(end -> blockEnd(piece, name, end));
    boolean isLinear = role == Role.WEIGHTS && LayerRoles.isLinear(layer);
    return new Spot(piece, isLinear && graph.readers(name).size() == 1, Optional.empty());
  }

  private void junction(String name, GraphVertex vertex, List<String> inputs) {
    List<Piece> from = new ArrayList<>();
    for (String input : inputs) {
      from.add(read(flattened(name, spots.get(input))));
    }
    Role role = from.size() == 1 ? Role.PASS : Role.MERGE;
    Piece piece =
        Piece.there(pieceName(name), role, from, Optional.empty(), hasPixels(types.get(name)));
    add(piece, name, Optional.of(vertex));
    spots.put(name, new Spot(piece, false, Optional.empty()));
  }

  /** Takes out what stands behind {@code input}; on one of several ways it leaves a place there. */
  private Spot take(
      Component.Kind kind, Layer layer, String vertex, Spot at, String input, String reader) {
    Spot gap = at;
    if (graph.readers(input).size() > 1) {
      String next = graph.nextWeights(reader).orElse(reader);
      Piece fork =
          Piece.there(
              pieceName("before-" + next),
              Role.FORK,
              List.of(read(at)),
              Optional.empty(),
              at.piece.hasPixels);
      add(fork, vertex, Optional.empty());
      gap = new Spot(fork, false, at.flattens);
    }
    drafts.add(new Draft(kind, gap.piece, gap.isInside, layer, vertex));
    return gap;
  }

  /** Lets what was left to the reader be done by a vertex of its own. */
  private Spot flattened(String name, Spot at, Optional<InputPreProcessor> more) {
    return flattened(name, new Spot(at.piece, at.isInside, more.or(() -> at.flattens)));
  }

  private Spot flattened(String name, Spot at) {
    if (at.flattens.isEmpty()) {
      return at;
    }
    String vertex = graph.unused(name + "-flat");
    Piece piece =
        Piece.there(pieceName(vertex), Role.PASS, List.of(read(at)), Optional.empty(), false);
    types.put(vertex, at.flattens.get().getOutputType(typeOf(at.piece)));
    add(piece, vertex, Optional.of(new PreprocessorVertex(at.flattens.get())));
    return new Spot(piece, false, Optional.empty());
  }

  private InputType typeOf(Piece piece) {
    InputType own = types.get(origins.get(piece).name);
    return own == null || piece.role == Role.FORK ? typeOf(piece.inputs.get(0)) : own;
  }

  /** What a reader of the spot reads. */
  private Piece read(Spot at) {
    return blockEnds.getOrDefault(at.piece, at.piece);
  }

  private void blockEnd(Piece piece, String name, LayerKind kind) {
    Piece end = Piece.blockEnd(pieceName(name + "-drop"), piece, kind);
    add(end, name, Optional.empty());
    blockEnds.put(piece, end);
  }

  private void add(Piece piece, String name, Optional<GraphVertex> vertex) {
    pieces.add(piece);
    origins.put(piece, new Origin(name, vertex, Optional.empty()));
  }

  /** In letters that a selector can have, and no word that means something else to it. */
  private String pieceName(String vertex) {
    String letters = vertex.replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[._-]+", "");
    String name =
        letters.isEmpty() ? "layer" : letters.substring(0, Math.min(80, letters.length()));
    if (name.matches("[0-9.]+")) {
      name = "layer" + name; // a study file would have a number
    }
    if (Selector.of(name).form() != Selector.Form.NAME) {
      name += "-layer";
    }
    String unique = name;
    for (int number = 2; !names.add(unique); number++) {
      unique = name + "-" + number;
    }
    return unique;
  }

  private Walked walked() {
    Map<Piece, InputType> given = new HashMap<>();
    pieces.forEach(piece -> given.put(piece, typeOf(piece)));
    return new Walked(List.copyOf(pieces), origins, given, taken());
  }

  private List<Taken> taken() {
    Map<List<Object>, List<Draft>> gaps = new LinkedHashMap<>();
    drafts.forEach(
        draft ->
            gaps.computeIfAbsent(List.of(draft.piece, draft.isInside), g -> new ArrayList<>())
                .add(draft));
    Set<String> ids = new HashSet<>();
    List<Taken> taken = new ArrayList<>();
    for (Draft draft : drafts) {
      List<Draft> gap = gaps.get(List.of(draft.piece, draft.isInside));
      taken.add(taken(draft, gap, ids));
    }
    return List.copyOf(taken);
  }

  private Taken taken(Draft draft, List<Draft> gap, Set<String> ids) {
    List<Component.Kind> kinds = gap.stream().map(Draft::kind).toList();
    int first = kinds.indexOf(Component.Kind.NORM);
    int last = kinds.lastIndexOf(Component.Kind.NORM);
    int index = gap.indexOf(draft);
    int rank = index < first ? Weaver.BEFORE_NORM : index <= last ? Weaver.NORM : Weaver.BEHIND;
    // Dropout alone stands where dropout is put; beside a norm the order of the two is kept.
    Piece piece =
        first < 0 && !draft.isInside
            ? blockEnds.getOrDefault(draft.piece, draft.piece)
            : draft.piece;
    String id = draft.kind.word() + "@" + draft.piece.name;
    String unique = id;
    for (int number = 2; !ids.add(unique); number++) {
      unique = id + "-" + number;
    }
    boolean isFork = draft.piece.role == Role.FORK;
    return new Taken(
        unique,
        draft.kind,
        piece,
        draft.isInside,
        rank,
        draft.layer,
        draft.vertex,
        draft.kind == Component.Kind.NORM ? draft.kind.inWords() : drops(draft.layer),
        isFork ? "before" : where(draft),
        isFork ? draft.piece.name.substring("before-".length()) : draft.piece.name);
  }

  private static String drops(Layer layer) {
    return String.join(", ", LayerWords.of(layer)).replaceFirst("^drop ", "dropout ");
  }

  private String where(Draft draft) {
    if (draft.isInside) {
      return origins.get(draft.piece).activation.isPresent()
          ? "between weights and activation of"
          : "after the weights of";
    }
    if (draft.piece.role == Role.INPUT) {
      return "on the";
    }
    return draft.kind == Component.Kind.NORM && draft.piece.role == Role.WEIGHTS
        ? "after the activation of"
        : "after";
  }
}
