package io.ablate4j.model;

import io.ablate4j.layer.LayerTraits;
import io.ablate4j.model.NetworkWalk.Origin;
import io.ablate4j.model.NetworkWalk.Walked;
import io.ablate4j.model.Piece.Strand;
import io.ablate4j.regularization.Component;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Puts the pieces of a user's network together again, with what was woven into them. */
final class NetworkBuild {
  private final ComputationGraphConfiguration network;
  private final Walked walked;
  private final Map<String, GraphVertex> vertices = new LinkedHashMap<>();
  private final Map<String, List<String>> inputs = new LinkedHashMap<>();
  private final Map<Piece, String> ends = new HashMap<>();
  private final Set<String> reserved;

  private NetworkBuild(ComputationGraphConfiguration network, Walked walked) {
    this.network = network;
    this.walked = walked;
    this.reserved = new HashSet<>(network.getVertices().keySet());
    reserved.addAll(network.getNetworkInputs());
  }

  /**
   * The network.
   *
   * @param network where the pieces are from; it gets the new vertices
   */
  static ComputationGraphConfiguration of(ComputationGraphConfiguration network, Walked walked) {
    NetworkBuild build = new NetworkBuild(network, walked);
    walked.pieces().forEach(build::emit);
    network.setVertices(build.vertices);
    network.setVertexInputs(build.inputs);
    return network;
  }

  private void emit(Piece piece) {
    Origin origin = walked.origins().get(piece);
    List<String> from = piece.inputs.stream().map(ends::get).toList();
    String end =
        switch (piece.role) {
          case INPUT -> origin.name();
          case BLOCK_END, FORK -> from.get(0);
          case WEIGHTS -> weights(piece, origin, from);
          case POOL, PASS, MERGE, OUTPUT -> put(origin, from);
        };
    for (Strand strand : piece.behind()) {
      end = strand(strand, origin.name(), end, walked.types().get(piece));
    }
    ends.put(piece, end);
  }

  private String put(Origin origin, List<String> from) {
    vertices.put(origin.name(), origin.vertex().orElseThrow());
    inputs.put(origin.name(), from);
    return origin.name();
  }

  /** A function inside the layer moves behind what stands between the two. */
  private String weights(Piece piece, Origin origin, List<String> from) {
    Layer layer = ((LayerVertex) origin.vertex().orElseThrow()).getLayerConf().getLayer();
    List<Strand> inside = piece.inside();
    setBias(piece, layer, inside);
    String end = put(origin, from);
    IActivation function = LayerTraits.activation(layer).orElseGet(ActivationIdentity::new);
    boolean moves = !inside.isEmpty() && !LayerRoles.isLinear(layer);
    if (moves) {
      LayerTraits.activate(layer, new ActivationIdentity());
    }
    for (Strand strand : inside) {
      end = strand(strand, origin.name(), end, walked.types().get(piece));
    }
    if (moves) {
      String suffix = function instanceof ActivationReLU ? "-relu" : "-activation";
      ActivationLayer own = new ActivationLayer.Builder().activation(function).build();
      end = added(unused(origin.name() + suffix), own, end);
    }
    if (origin.activation().isPresent()) {
      String name = origin.activation().get();
      vertices.put(name, network.getVertices().get(name));
      inputs.put(name, List.of(end));
      end = name;
    }
    return end;
  }

  /**
   * A bias in front of a norm is taken away by it. Where the file has the norm, the layer keeps or
   * lacks its bias as there; a norm that is put in takes the bias away, and one that is left out
   * gives the layer one, which starts at zero.
   */
  private void setBias(Piece piece, Layer layer, List<Strand> inside) {
    boolean hadNorm =
        walked.taken().stream()
            .anyMatch(
                taken ->
                    taken.piece() == piece
                        && taken.isInside()
                        && taken.kind() == Component.Kind.NORM);
    boolean hasOwnNorm =
        inside.stream().anyMatch(s -> s.name().isPresent() && LayerTraits.isNorm(s.layer()));
    boolean beginsWithNorm = !inside.isEmpty() && LayerTraits.isNorm(inside.get(0).layer());
    if (!hasOwnNorm && beginsWithNorm) {
      LayerRoles.setBias(layer, false);
    } else if (hadNorm && !hasOwnNorm) {
      LayerRoles.setBias(layer, true);
    }
  }

  private String strand(Strand strand, String base, String from, InputType type) {
    Layer layer = strand.layer();
    if (layer instanceof BatchNormalization norm) {
      // Of one that is put in nobody has said how many channels there are; the file's has its own.
      norm.setNIn(type, strand.name().isEmpty());
      // The plain running variance: the same numbers, and the compiled step knows it.
      norm.setUseLogStd(false);
    }
    String name = strand.name().isPresent() ? strand.name().get() : unused(strand.wanted(base));
    return added(name, layer, from);
  }

  private String added(String name, Layer layer, String from) {
    layer.setLayerName(name);
    NeuralNetConfiguration own = new NeuralNetConfiguration.Builder().seed(0).layer(layer).build();
    vertices.put(name, new LayerVertex(own, null));
    inputs.put(name, List.of(from));
    return name;
  }

  private String unused(String name) {
    String free = name;
    for (int number = 2; !reserved.add(free); number++) {
      free = name + "-" + number;
    }
    return free;
  }
}
