package io.ablate4j.model;

import io.ablate4j.model.Piece.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What reads what among the pieces of a network. */
final class PieceGraph {
  private final Map<Piece, List<Piece>> readers = new HashMap<>();

  PieceGraph(List<Piece> pieces) {
    for (Piece piece : pieces) {
      piece.inputs.forEach(
          input -> readers.computeIfAbsent(input, p -> new ArrayList<>()).add(piece));
    }
  }

  /** What alone reads it, if one alone does. */
  Optional<Piece> onlyReader(Piece of) {
    List<Piece> all = readers.getOrDefault(of, List.of());
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** The next layers with weights. */
  Set<Piece> weightedAfter(Piece of) {
    return weighted(of, piece -> readers.getOrDefault(piece, List.of()));
  }

  /** The last layers with weights before it. */
  static Set<Piece> weightedBefore(Piece of) {
    return weighted(of, piece -> piece.inputs);
  }

  /** The nearest ones that way; each piece is looked at once, however many ways lead to it. */
  private static Set<Piece> weighted(Piece of, Function<Piece, List<Piece>> way) {
    Set<Piece> found = new LinkedHashSet<>();
    Set<Piece> seen = new HashSet<>();
    Deque<Piece> ahead = new ArrayDeque<>(way.apply(of));
    while (!ahead.isEmpty()) {
      Piece next = ahead.pop();
      if (next.isWeighted()) {
        found.add(next);
      } else if (seen.add(next)) {
        List<Piece> beyond = new ArrayList<>(way.apply(next));
        Collections.reverse(beyond);
        beyond.forEach(ahead::push);
      }
    }
    return found;
  }

  /** Whether a block ends on each way to the next weight layers. */
  boolean isCovered(Piece piece) {
    return isCovered(piece, new HashMap<>());
  }

  private boolean isCovered(Piece piece, Map<Piece, Boolean> known) {
    Boolean before = known.get(piece);
    if (before != null) {
      return before;
    }
    Collection<Piece> next = readers.getOrDefault(piece, List.of());
    boolean covered =
        !next.isEmpty()
            && next.stream()
                .allMatch(
                    reader ->
                        reader.role == Role.BLOCK_END
                            || !reader.isWeighted() && isCovered(reader, known));
    known.put(piece, covered);
    return covered;
  }

  /** What follows alone, to the last pooling. */
  List<Piece> pools(Piece head) {
    List<Piece> pools = new ArrayList<>();
    int length = 0;
    Optional<Piece> next = onlyReader(head);
    while (next.filter(piece -> piece.role == Role.POOL || piece.role == Role.PASS).isPresent()) {
      pools.add(next.get());
      length = next.get().role == Role.POOL ? pools.size() : length;
      next = onlyReader(next.get());
    }
    return pools.subList(0, length);
  }
}
