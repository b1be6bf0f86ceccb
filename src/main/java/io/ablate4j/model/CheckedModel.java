package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;

/**
 * A model factory that may be a user's, whose answers are checked before anybody relies on them.
 */
final class CheckedModel implements ModelFactory {
  /** Where classes come from that only versions of this program change. */
  private static final String OURS = "io.ablate4j.";

  private final Map<InputShape, Optional<String>> objections = new ConcurrentHashMap<>();
  private final ModelFactory own;
  private final String id;
  private final String description;

  /**
   * @throws io.ablate4j.problem.ProblemsException if it cannot say what it is called
   */
  CheckedModel(ModelFactory own) {
    this.own = own;
    id = Registry.askedId(own, ModelFactory::id);
    description = OwnClasses.ask(own, "it was asked for its description", own::description);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return description;
  }

  Class<?> type() {
    return own.getClass();
  }

  /** The network, if it is one of a file. */
  Optional<FileModel> file() {
    return own instanceof FileModel file ? Optional.of(file) : Optional.empty();
  }

  /** Of a user's class; empty for one that comes along. */
  Optional<String> classHash() {
    return type().getName().startsWith(OURS) ? Optional.empty() : Optional.of(ClassHash.of(type()));
  }

  /** Asked once for each shape: a study has thousands of cells, and an answer costs a thread. */
  @Override
  public Optional<String> objection(InputShape input) {
    return objections.computeIfAbsent(
        input,
        shape -> OwnClasses.ask(own, "it was asked for objections", () -> own.objection(shape)));
  }

  @Override
  public Optional<String> objection(InputShape input, int classes) {
    return own instanceof FileModel ? own.objection(input, classes) : objection(input);
  }

  /**
   * Before training: bounded in time.
   *
   * @throws io.ablate4j.problem.ProblemsException if it fails, or gives what cannot be trained
   */
  @Override
  public ComputationGraphConfiguration configure(ModelSpec spec) {
    return OwnClasses.ask(
        own,
        "it was asked for its network",
        () -> {
          ComputationGraphConfiguration network = configureHere(spec);
          NetworkDescription.of(network); // whoever goes on with it describes it
          return network;
        });
  }

  /**
   * In the thread that calls it, however long it takes.
   *
   * @throws IllegalStateException if it gives what cannot be trained
   */
  ComputationGraphConfiguration configureHere(ModelSpec spec) {
    AtomicReference<Layout> heard = new AtomicReference<>();
    ComputationGraphConfiguration network =
        own.configure(
            spec.heardBy(
                layout -> {
                  heard.set(layout);
                  spec.laidOut().accept(layout);
                }));
    if (network == null) {
      throw new IllegalStateException("the model \"" + id + "\" gave null for its network");
    }
    spec.options().applyTo(network);
    requirePlaced(spec.regularization(), Optional.ofNullable(heard.get()));
    require(network.getNetworkInputs(), "input");
    String output = require(network.getNetworkOutputs(), "output");
    GraphVertex vertex = network.getVertices().get(output);
    if (vertex instanceof LayerVertex layer
        && layer.getLayerConf().getLayer() instanceof BaseOutputLayer last
        && last.getNOut() != spec.classes()) {
      throw new IllegalStateException(
          "the model \""
              + id
              + "\" has "
              + last.getNOut()
              + " output units for "
              + spec.classes()
              + " classes");
    }
    return network;
  }

  /** A part that finds no place must not be taken for one that has no effect. */
  private void requirePlaced(Regularization regularization, Optional<Layout> layout) {
    if (regularization.isByKind()) {
      return;
    }
    if (layout.isEmpty()) {
      throw ProblemsException.of(
          "regularization \""
              + regularization.name()
              + "\": the model \""
              + id
              + "\" does not say where parts can stand.",
          "lay it out with BlockBuilder, or say conv and dense instead of at and place.");
    }
    for (Part part : regularization.parts()) {
      if (!part.changesNothing() && layout.get().isMissed(part)) {
        throw new IllegalStateException(
            "the model \"" + id + "\" has no place for " + part.inWords());
      }
    }
  }

  private String require(List<String> names, String kind) {
    if (names == null || names.size() != 1) {
      throw new IllegalStateException(
          "the model \""
              + id
              + "\" has "
              + (names == null ? 0 : names.size())
              + " "
              + kind
              + "s, not one");
    }
    return names.get(0);
  }
}
