package io.ablate4j.model;

import io.ablate4j.regularization.Boundary;
import io.ablate4j.regularization.Component;
import java.util.SortedSet;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A part that was taken out of a user's network, and all that it takes to put it back.
 *
 * @param id such as {@code bn@conv2}
 * @param kind what it is
 * @param piece where it stood
 * @param isInside whether between the piece's weights and its activation, not behind both
 * @param rank among what else stands there, see {@link Piece.Strand}
 * @param layer as it was set; of batch norm and dropout alone
 * @param vertex its name in the network
 * @param what such as "dropout 0.5"
 * @param where such as "after"
 * @param place such as "pool1"
 */
record Taken(
    String id,
    Component.Kind kind,
    Piece piece,
    boolean isInside,
    int rank,
    Layer layer,
    String vertex,
    String what,
    String where,
    String place) {
  /** As it is shown. */
  Component component(SortedSet<Boundary> boundaries) {
    return new Component(id, kind, place, what, where, boundaries);
  }
}
