package io.ablate4j.intervention;

import io.ablate4j.model.NetworkOutline;
import io.ablate4j.problem.Problem;
import io.ablate4j.view.LayerView;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A change of a network's parameters between two steps of its training. What the optimizer keeps of
 * the steps before stays as it is.
 */
public interface Intervention {
  /** The key in its definition, that of its {@link InterventionKind}. */
  String key();

  /**
   * All that it was set to, defaults included, as text, numbers and flags: what its kind reads
   * again as an equal one, and what a trial's key is taken of.
   */
  SortedMap<String, Object> settings();

  /** What it does: one phrase, such as "weights and biases of the first weight layer times 10". */
  String inWords();

  /** Why it is not to be done to such a network; empty if it is. */
  Optional<Problem> objection(NetworkOutline network);

  /**
   * Does it.
   *
   * @param network to which it has no {@link #objection}
   * @param layers where the parameters of each layer stand
   * @param parameters all of the network's, changed by this call
   */
  void apply(NetworkOutline network, List<LayerView> layers, float[] parameters);
}
