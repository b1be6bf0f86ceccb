package io.ablate4j.probe;

import io.ablate4j.view.LayerView;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.NetworkView;
import java.util.List;

/** Hidden layers of a network. */
final class Hidden {
  private Hidden() {}

  /** Those that apply a function other than the identity, in the order of computation. */
  static List<LayerView> functions(NetworkView network) {
    return network.layers().stream()
        .filter(layer -> layer.kind() != Kind.OUTPUT)
        .filter(layer -> layer.activation().filter(word -> !word.equals("identity")).isPresent())
        .toList();
  }
}
