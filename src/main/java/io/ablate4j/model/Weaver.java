package io.ablate4j.model;

import io.ablate4j.layer.LayerTraits;
import io.ablate4j.model.Piece.Role;
import io.ablate4j.model.Piece.Strand;
import io.ablate4j.problem.Problem;
import io.ablate4j.regularization.Boundary;
import io.ablate4j.regularization.Component;
import io.ablate4j.regularization.LayerKind;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.regularization.Selector;
import io.ablate4j.regularization.Site;
import io.ablate4j.regularization.Slot;
import io.ablate4j.regularization.Weaving;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Finds the places of a network of {@link Piece}s, and attaches the layers of a regularization's
 * parts to them. A unit is a hidden weight layer and what follows it alone: pooling, and the end of
 * a block.
 */
final class Weaver implements Weaving {
  /** In front of a norm, the norm, right behind it, the rest: the order inside one gap. */
  static final int BEFORE_NORM = 0;

  static final int NORM = 1;
  static final int AFTER_NORM = 2;
  static final int BEHIND = 3;

  private final PieceGraph graph;
  private final Map<String, Unit> units = new LinkedHashMap<>();
  private final List<Site> sites = new ArrayList<>();
  private final List<Layout.Placed> placed = new ArrayList<>();
  private final List<Layout.Search> searches = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Slot, Set<String>> refused = new LinkedHashMap<>();

  /** What was taken out of the network, as it is shown. */
  private final Map<Component, Taken> own = new LinkedHashMap<>();

  private final boolean canHaveOwn;
  private Part part;

  /**
   * What belongs to a place.
   *
   * @param head the weight layer, or what else the pooling reads
   * @param pools that follow the head alone
   * @param end of the block, if the model says that it ends there
   */
  private record Unit(Piece head, List<Piece> pools, Optional<Piece> end) {
    Piece lastLayer() {
      return pools.isEmpty() ? head : pools.get(pools.size() - 1);
    }

    Piece dropoutPiece() {
      return end.orElse(lastLayer());
    }

    /** The first pooling: what stands in front of it may be a layer of another kind. */
    Optional<Piece> pool() {
      return pools.stream().filter(piece -> piece.role == Role.POOL).findFirst();
    }

    Piece beforePool() {
      int index = pools.indexOf(pool().orElseThrow());
      return index == 0 ? head : pools.get(index - 1);
    }
  }

  private Weaver(List<Piece> pieces, Optional<List<Taken>> taken) {
    this.canHaveOwn = taken.isPresent();
    this.graph = new PieceGraph(pieces);
    pieces.forEach(this::addSite);
    taken.ifPresent(parts -> parts.forEach(this::addOwn));
  }

  /** Attaches what the regularization wants; what it cannot have is among the layout's problems. */
  static Layout weave(List<Piece> pieces, Regularization regularization) {
    return weave(pieces, Optional.empty(), regularization);
  }

  /**
   * The same in a network of a user's.
   *
   * @param taken what was taken out of it
   */
  static Layout weave(
      List<Piece> pieces, Optional<List<Taken>> taken, Regularization regularization) {
    Weaver weaver = new Weaver(pieces, taken);
    for (Part part : regularization.parts()) {
      weaver.part = part;
      part.weave(weaver);
      weaver.complainOfRefused();
    }
    return new Layout(
        weaver.sites, weaver.placed, weaver.searches, weaver.problems, weaver.components());
  }

  private void addOwn(Taken taken) {
    if (siteOf(taken.piece()).isEmpty()) {
      Piece piece = taken.piece();
      add(piece.name, new Unit(piece, List.of(), Optional.empty()), false, piece);
    }
    Site site = siteOf(taken.piece()).orElseThrow();
    own.put(taken.component(site.boundaries()), taken);
  }

  /** The place that has the gap behind a piece; of two that end there the one that does nearest. */
  private Optional<Site> siteOf(Piece piece) {
    return sites.stream()
        .filter(site -> site.name().equals(piece.name))
        .findFirst()
        .or(
            () ->
                sites.stream()
                    .filter(site -> isOf(units.get(site.name()), piece))
                    .reduce((before, nearer) -> nearer));
  }

  private static boolean isOf(Unit unit, Piece piece) {
    return unit.end.filter(piece::equals).isPresent() || unit.lastLayer().equals(piece);
  }

  private void addSite(Piece piece) {
    if (piece.role == Role.INPUT) {
      add(piece.name, new Unit(piece, List.of(), Optional.empty()), false, piece);
    } else if (piece.role == Role.WEIGHTS) {
      List<Piece> pools = graph.pools(piece);
      Piece last = pools.isEmpty() ? piece : pools.get(pools.size() - 1);
      Optional<Piece> end = graph.onlyReader(last).filter(next -> next.role == Role.BLOCK_END);
      add(piece.name, new Unit(piece, pools, end), end.isPresent() && pools.isEmpty(), piece);
    } else if (piece.role == Role.BLOCK_END) {
      addBlockEnd(piece);
    }
  }

  /** Right behind a weight layer the two are one place. */
  private void addBlockEnd(Piece end) {
    Piece last = end.inputs.get(0);
    Unit own = units.get(last.name);
    if (own != null && own.head == last && own.end.filter(end::equals).isPresent()) {
      return;
    }
    List<Piece> pools = new ArrayList<>();
    Piece head = last;
    while (head.role == Role.POOL) {
      pools.add(0, head);
      head = head.inputs.get(0);
    }
    String name = units.containsKey(last.name) ? end.name : last.name;
    add(name, new Unit(head, pools, Optional.of(end)), true, end);
  }

  private void add(String name, Unit unit, boolean endsBlock, Piece from) {
    units.put(name, unit);
    SortedSet<Boundary> boundaries = new TreeSet<>();
    Set<LayerKind> next = EnumSet.noneOf(LayerKind.class);
    Set<Piece> following = graph.weightedAfter(from);
    following.forEach(piece -> next.add(piece.kind.orElseThrow()));
    Set<LayerKind> before = EnumSet.noneOf(LayerKind.class);
    Set<Piece> own = from.role == Role.WEIGHTS ? Set.of(from) : PieceGraph.weightedBefore(from);
    own.forEach(piece -> before.add(piece.kind.orElseThrow()));
    before.forEach(one -> next.forEach(other -> boundaries.add(new Boundary(one, other))));
    sites.add(
        new Site(
            name,
            from.role == Role.WEIGHTS ? from.kind : Optional.empty(),
            endsBlock ? unit.end.orElseThrow().kind : Optional.empty(),
            boundaries,
            !own.isEmpty()
                && own.stream().allMatch(piece -> PieceGraph.weightedBefore(piece).isEmpty()),
            following.stream().anyMatch(piece -> piece.role == Role.OUTPUT),
            unit.dropoutPiece().role == Role.BLOCK_END
                ? unit.dropoutPiece().inputs.get(0).name
                : unit.dropoutPiece().name,
            isElsewhere(from) || from.role == Role.WEIGHTS && !endsBlock && graph.isCovered(from)));
  }

  /** A place that nothing but its name picks. */
  private static boolean isElsewhere(Piece piece) {
    return !piece.isWeighted() && piece.role != Role.INPUT && piece.role != Role.BLOCK_END;
  }

  @Override
  public List<Site> norms(Selector selector) {
    return search(selector, true, sites.stream().filter(selector::picksNorm).toList());
  }

  @Override
  public List<Site> drops(Selector selector, boolean isMeant) {
    return search(selector, isMeant, sites.stream().filter(selector::picksDropout).toList());
  }

  private List<Site> search(Selector selector, boolean isMeant, List<Site> found) {
    if (isMeant) {
      searches.add(new Layout.Search(part, selector, !found.isEmpty()));
    }
    return found;
  }

  @Override
  public void put(Site site, Slot slot, Layer layer, String suffix, String words) {
    Unit unit = units.get(site.name());
    boolean isNorm = LayerTraits.isNorm(layer);
    int rank = isNorm ? NORM : BEHIND;
    Strand strand = new Strand(rank, layer, suffix);
    switch (slot) {
      case BEFORE_ACTIVATION -> {
        if (unit.head.role != Role.WEIGHTS) {
          complain(
              "place: before-activation at " + site.name() + ", which has no activation.",
              "leave place out.");
          return;
        }
        attach(
            unit.head.inside,
            strand,
            placed(site, slot, words, "between weights and activation of", unit.head.name));
      }
      case AFTER_ACTIVATION ->
          attach(
              unit.head.behind,
              strand,
              placed(site, slot, words, "after the activation of", site.name()));
      case BEFORE_POOL, AFTER_POOL -> {
        if (unit.pool().isEmpty()) {
          refuse(slot, site);
          return;
        }
        boolean before = slot == Slot.BEFORE_POOL;
        Piece at = before ? unit.beforePool() : unit.lastLayer();
        attach(
            at.behind,
            strand,
            before
                ? placed(site, slot, words, "before", unit.pool().orElseThrow().name)
                : placed(site, slot, words, "after", at.name));
      }
      case BEFORE_NORM ->
          besideNorm(
              unit,
              new Strand(BEFORE_NORM, layer, suffix),
              placed(site, slot, words, "before the batch norm of", unit.head.name),
              slot);
      case AFTER_NORM ->
          besideNorm(
              unit,
              new Strand(AFTER_NORM, layer, suffix),
              placed(site, slot, words, "after the batch norm of", unit.head.name),
              slot);
      case END ->
          attach(
              unit.dropoutPiece().behind,
              strand,
              placed(site, slot, words, site.isInput() ? "on the" : "after", site.end()));
    }
  }

  private void besideNorm(Unit unit, Strand strand, Layout.Placed as, Slot slot) {
    Optional<List<Strand>> gap = gapOfNorm(unit);
    if (gap.isEmpty()) {
      refuse(slot, as.site());
    } else {
      attach(gap.get(), strand, as);
    }
  }

  private Layout.Placed placed(Site site, Slot slot, String what, String where, String name) {
    return new Layout.Placed(part, site, hasPixels(site, slot), what, where, name);
  }

  @Override
  public boolean isNormed(Site site) {
    return gapOfNorm(units.get(site.name())).isPresent();
  }

  @Override
  public boolean hasPixels(Site site, Slot slot) {
    Unit unit = units.get(site.name());
    boolean isBehindPools = slot == Slot.END || slot == Slot.AFTER_POOL;
    return (isBehindPools ? unit.lastLayer() : unit.head).hasPixels;
  }

  /** Where the unit has its batch norm: that of the weight layer, wherever it was put. */
  private Optional<List<Strand>> gapOfNorm(Unit unit) {
    if (unit.head.role != Role.WEIGHTS) {
      return Optional.empty();
    }
    List<List<Strand>> gaps = new ArrayList<>(List.of(unit.head.inside, unit.head.behind));
    unit.pools.forEach(pool -> gaps.add(pool.behind));
    unit.end.ifPresent(end -> gaps.add(end.behind));
    return gaps.stream()
        .filter(gap -> gap.stream().anyMatch(strand -> strand.rank() == NORM))
        .findFirst();
  }

  private void attach(List<Strand> gap, Strand strand, Layout.Placed as) {
    if (strand.rank() == NORM && gap.stream().anyMatch(other -> other.rank() == NORM)) {
      complain(
          part.key()
              + " stands twice at "
              + as.site().name()
              + ", "
              + as.where()
              + " "
              + as.name()
              + ".",
          "leave one out, or give it another place.");
      return;
    }
    gap.add(strand);
    placed.add(as);
  }

  @Override
  public Optional<List<Component>> components() {
    return canHaveOwn ? Optional.of(List.copyOf(own.keySet())) : Optional.empty();
  }

  @Override
  public void restore(Component component) {
    Taken taken = own.get(component);
    Piece piece = taken.piece();
    Strand strand =
        new Strand(
            taken.rank(),
            taken.layer().clone(),
            component.kind().word(),
            Optional.of(taken.vertex()));
    (taken.isInside() ? piece.inside : piece.behind).add(strand);
    placed.add(
        new Layout.Placed(
            part,
            siteOf(piece).orElseThrow(),
            piece.hasPixels,
            component.what(),
            component.where(),
            component.place()));
  }

  private void refuse(Slot slot, Site site) {
    refused.computeIfAbsent(slot, s -> new LinkedHashSet<>()).add(site.name());
  }

  private void complainOfRefused() {
    refused.forEach(
        (slot, names) -> {
          String at = "place: " + slot.word() + " at " + String.join(", ", names);
          if (slot == Slot.BEFORE_NORM || slot == Slot.AFTER_NORM) {
            complain(
                at
                    + ", but "
                    + (names.size() == 1 ? "its unit has" : "their units have")
                    + " no batch norm.",
                "add batchNorm, or use end.");
          } else {
            complain(at + ", which no pool follows.", "leave place out.");
          }
        });
    refused.clear();
  }

  @Override
  public void complain(String message, String advice) {
    Problem problem = Problem.of(message, advice);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** The pieces in their order. */
  static String names(List<Piece> pieces) {
    return pieces.stream().map(piece -> piece.name).collect(Collectors.joining(" "));
  }
}
