package io.ablate4j.regularization;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A network in the making, into which parts put their layers. */
public interface Weaving {
  /** Its weight layers that the selector picks for a norm, in the network's order. */
  List<Site> norms(Selector selector);

  /**
   * Its places that the selector picks for dropout, in the network's order.
   *
   * @param isMeant whether to find none is worth mentioning
   */
  List<Site> drops(Selector selector, boolean isMeant);

  /**
   * Puts a layer there. That the place has no such slot is kept as a problem of the part.
   *
   * @param layer a new one, which nothing else shares
   * @param suffix of its name, after that of the layer it follows; such as {@code bn}
   * @param words what it is, such as "dropout 0.5"
   */
  void put(Site site, Slot slot, Layer layer, String suffix, String words);

  /** Whether the unit of that place has a batch norm by now. */
  boolean isNormed(Site site);

  /** Whether what stands there has height and width. */
  boolean hasPixels(Site site, Slot slot);

  /** What the network has of its own and is left out of it; empty if it cannot have any. */
  Optional<List<Component>> components();

  /** Puts one of {@link #components} back where it stood. */
  void restore(Component component);

  /**
   * Keeps a problem of the part with this network.
   *
   * @param message one sentence
   * @param advice without the leading "Maybe"
   */
  void complain(String message, String advice);
}
