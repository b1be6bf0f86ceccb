package io.ablate4j.model;

import io.ablate4j.layer.LayerTraits;
import io.ablate4j.model.Piece.Role;
import io.ablate4j.model.Piece.Strand;
import io.ablate4j.problem.Problem;
import io.ablate4j.regularization.Boundary;
import io.ablate4j.regularization.LayerKind;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.regularization.Selector;
import io.ablate4j.regularization.Site;
import io.ablate4j.regularization.Slot;
import io.ablate4j.regularization.Weaving;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
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
  private static final int BEFORE_NORM = 0;

  private static final int NORM = 1;
  private static final int AFTER_NORM = 2;
  private static final int BEHIND = 3;

  private final List<Piece> pieces;
  private final Map<Piece, List<Piece>> readers = new HashMap<>();
  private final Map<String, Unit> units = new LinkedHashMap<>();
  private final List<Site> sites = new ArrayList<>();
  private final List<Layout.Placed> placed = new ArrayList<>();
  private final List<Layout.Search> searches = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Slot, Set<String>> refused = new LinkedHashMap<>();
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
  }

  private Weaver(List<Piece> pieces) {
    this.pieces = pieces;
    for (Piece piece : pieces) {
      piece.inputs.forEach(
          input -> readers.computeIfAbsent(input, p -> new ArrayList<>()).add(piece));
    }
    pieces.forEach(this::addSite);
  }

  /** Attaches what the regularization wants; what it cannot have is among the layout's problems. */
  static Layout weave(List<Piece> pieces, Regularization regularization) {
    Weaver weaver = new Weaver(pieces);
    for (Part part : regularization.parts()) {
      weaver.part = part;
      part.weave(weaver);
      weaver.complainOfRefused();
    }
    return new Layout(weaver.sites, weaver.placed, weaver.searches, weaver.problems);
  }

  private void addSite(Piece piece) {
    if (piece.role == Role.INPUT) {
      add(piece.name, new Unit(piece, List.of(), Optional.empty()), false, piece);
    } else if (piece.role == Role.WEIGHTS) {
      List<Piece> pools = new ArrayList<>();
      Piece last = piece;
      while (onlyReader(last).filter(next -> next.role == Role.POOL).isPresent()) {
        last = onlyReader(last).orElseThrow();
        pools.add(last);
      }
      Optional<Piece> end = onlyReader(last).filter(next -> next.role == Role.BLOCK_END);
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
    Set<Piece> following = weightedAfter(from);
    following.forEach(piece -> next.add(piece.kind.orElseThrow()));
    Set<LayerKind> before = EnumSet.noneOf(LayerKind.class);
    Set<Piece> own = from.role == Role.WEIGHTS ? Set.of(from) : weightedBefore(from);
    own.forEach(piece -> before.add(piece.kind.orElseThrow()));
    before.forEach(one -> next.forEach(other -> boundaries.add(new Boundary(one, other))));
    sites.add(
        new Site(
            name,
            from.role == Role.WEIGHTS ? from.kind : Optional.empty(),
            endsBlock ? unit.end.orElseThrow().kind : Optional.empty(),
            boundaries,
            !own.isEmpty() && own.stream().allMatch(piece -> weightedBefore(piece).isEmpty()),
            following.stream().anyMatch(piece -> piece.role == Role.OUTPUT),
            unit.dropoutPiece().role == Role.BLOCK_END
                ? unit.dropoutPiece().inputs.get(0).name
                : unit.dropoutPiece().name,
            from.role == Role.WEIGHTS && !endsBlock && isCovered(from)));
  }

  private Optional<Piece> onlyReader(Piece of) {
    List<Piece> all = readers.getOrDefault(of, List.of());
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  private Set<Piece> weightedAfter(Piece of) {
    Set<Piece> found = new LinkedHashSet<>();
    for (Piece reader : readers.getOrDefault(of, List.of())) {
      found.addAll(reader.isWeighted() ? Set.of(reader) : weightedAfter(reader));
    }
    return found;
  }

  private static Set<Piece> weightedBefore(Piece of) {
    Set<Piece> found = new LinkedHashSet<>();
    for (Piece input : of.inputs) {
      found.addAll(input.isWeighted() ? Set.of(input) : weightedBefore(input));
    }
    return found;
  }

  /** Whether a block ends on each way to the next weight layers. */
  private boolean isCovered(Piece piece) {
    Collection<Piece> next = readers.getOrDefault(piece, List.of());
    return !next.isEmpty()
        && next.stream()
            .allMatch(
                reader ->
                    reader.role == Role.BLOCK_END || !reader.isWeighted() && isCovered(reader));
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
        if (unit.pools.isEmpty()) {
          refuse(slot, site);
          return;
        }
        boolean before = slot == Slot.BEFORE_POOL;
        Piece at = before ? unit.head : unit.lastLayer();
        attach(
            at.behind,
            strand,
            before
                ? placed(site, slot, words, "before", unit.pools.get(0).name)
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
