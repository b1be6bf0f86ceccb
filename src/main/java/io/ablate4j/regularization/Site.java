package io.ablate4j.regularization;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A place in a network where a part can stand, called after the layer that it belongs to.
 *
 * @param name of that layer, such as {@code conv1} or {@code pool1}
 * @param weights kind of the layer, if it is a hidden weight layer: then norms can stand there
 * @param block kind of the block that ends there, if the model says that one does: where dropout
 *     stands unless it is placed by name or boundary
 * @param boundaries what it lies between; several where layers of two kinds read it
 * @param first whether no weight layer lies upstream of its own
 * @param last whether the output is a next weight layer
 * @param end name of the layer after which dropout stands by default: its own, or the pooling that
 *     follows. Two places of one end are one place to dropout
 * @param isCovered whether blocks end on every way from here to the next weight layers, so that
 *     dropout by boundary stands there and not here as well
 */
public record Site(
    String name,
    Optional<LayerKind> weights,
    Optional<LayerKind> block,
    SortedSet<Boundary> boundaries,
    boolean first,
    boolean last,
    String end,
    boolean isCovered) {
  /** The name of the network's input, where dropout alone can stand. */
  public static final String INPUT = "input";

  public Site {
    boundaries = Collections.unmodifiableSortedSet(new TreeSet<>(boundaries));
  }

  /** Whether it is the network's input. */
  public boolean isInput() {
    return name.equals(INPUT);
  }

  /** Such as "conv-conv" or "conv-conv conv-dense"; empty at the input. */
  public String boundary() {
    return boundaries.stream().map(Boundary::word).collect(Collectors.joining(" "));
  }
}
