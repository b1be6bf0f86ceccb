package io.ablate4j.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;

/** What reads what among the vertices of a configuration. */
final class VertexGraph {
  private final ComputationGraphConfiguration network;
  private final Map<String, List<String>> readers = new HashMap<>();
  private final List<String> order = new ArrayList<>();
  private final Set<String> used;

  VertexGraph(ComputationGraphConfiguration network) {
    this.network = network;
    this.used = new HashSet<>(network.getVertices().keySet());
    used.addAll(network.getNetworkInputs());
    network
        .getVertexInputs()
        .forEach(
            (name, inputs) ->
                inputs.forEach(
                    input -> readers.computeIfAbsent(input, r -> new ArrayList<>()).add(name)));
    Map<String, Integer> open = new HashMap<>();
    network.getVertices().keySet().forEach(name -> open.put(name, inputs(name).size()));
    Deque<String> ready = new ArrayDeque<>(network.getNetworkInputs());
    while (!ready.isEmpty()) {
      String next = ready.pop();
      if (network.getVertices().containsKey(next)) {
        order.add(next);
      }
      List<String> freed = new ArrayList<>();
      for (String reader : readers(next)) {
        if (open.merge(reader, -1, Integer::sum) == 0) {
          freed.add(reader);
        }
      }
      // The first reader comes next, so that a branch is walked to its end.
      for (int i = freed.size() - 1; i >= 0; i--) {
        ready.push(freed.get(i));
      }
    }
  }

  private List<String> inputs(String name) {
    return network.getVertexInputs().getOrDefault(name, List.of());
  }

  /** Those that the input leads to, each after all that it reads. */
  List<String> inOrder() {
    return order;
  }

  /** What reads a vertex, as often as it does. */
  List<String> readers(String name) {
    return readers.getOrDefault(name, List.of());
  }

  /** The vertices whose outputs lead to {@code name} without weights in between, and have some. */
  Set<String> weightsBefore(String name) {
    Set<String> found = new HashSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> ahead = new ArrayDeque<>(inputs(name));
    while (!ahead.isEmpty()) {
      String next = ahead.pop();
      if (isWeights(next)) {
        found.add(next);
      } else if (seen.add(next)) {
        ahead.addAll(inputs(next));
      }
    }
    return found;
  }

  /** The nearest layer with weights from {@code name} on, itself included. */
  Optional<String> nextWeights(String name) {
    Set<String> seen = new HashSet<>();
    Deque<String> ahead = new ArrayDeque<>(List.of(name));
    while (!ahead.isEmpty()) {
      String next = ahead.poll();
      if (isWeights(next)) {
        return Optional.of(next);
      }
      if (seen.add(next)) {
        ahead.addAll(readers(next));
      }
    }
    return Optional.empty();
  }

  private boolean isWeights(String name) {
    return network.getVertices().get(name) instanceof LayerVertex layer
        && LayerRoles.isWeights(layer.getLayerConf().getLayer());
  }

  /** The name, or one like it that nothing has. */
  String unused(String name) {
    String free = name;
    for (int number = 2; !used.add(free); number++) {
      free = name + "-" + number;
    }
    return free;
  }
}
