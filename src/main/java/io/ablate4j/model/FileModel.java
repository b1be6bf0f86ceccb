package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import io.ablate4j.model.NetworkFit.Misfit;
import io.ablate4j.model.NetworkWalk.Walked;
import io.ablate4j.model.file.NetworkFile;
import io.ablate4j.model.file.WeightsFile;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/**
 * A network of a user's as a model: without its batch norm and dropout, which the part {@code own}
 * of a regularization puts back where they stood; others go wherever such parts can go in any
 * model. All of its networks are built on one way, so that one in which nothing is changed shows
 * that the way is right ({@link IdentityProof}).
 */
public final class FileModel implements ModelFactory {
  private final String id;
  private final String description;
  private final String sha256;

  /** As it was read. */
  private final ComputationGraphConfiguration file;

  private final Optional<Start> start;

  /** The same function, its end as all networks here have it. */
  private final ComputationGraphConfiguration settled;

  /**
   * A network that was read from a file.
   *
   * @throws ProblemsException with each reason why it cannot be taken apart
   */
  public FileModel(String id, NetworkFile file) {
    this(id, file, FirstWeights.SEEDED);
  }

  /**
   * A network that was read from a file, and where its training starts.
   *
   * @throws ProblemsException with each reason why it cannot be taken apart, or if it has no
   *     weights to start from
   */
  public FileModel(String id, NetworkFile file, FirstWeights weights) {
    this(id, file.format(), file.configuration(), file.sha256(), start(file, weights));
  }

  private static Optional<Start> start(NetworkFile file, FirstWeights weights) {
    if (weights == FirstWeights.SEEDED) {
      return Optional.empty();
    }
    WeightsFile own =
        file.weights()
            .orElseThrow(
                () ->
                    ProblemsException.of(
                        "The network \""
                            + file.name()
                            + "\", "
                            + file.format()
                            + ", has no weights that can be read.",
                        "name a zip that Deeplearning4j's ModelSerializer has written, or leave"
                            + " weights: start out."));
    return Optional.of(new Start(own.sha256(), own));
  }

  /**
   * Weights that training starts from.
   *
   * @param sha256 of {@link WeightsFile#sha256()}
   */
  public record Start(String sha256, WeightsFile file) {
    /** Where they lie. */
    public Path path() {
      return file.path();
    }
  }

  /**
   * Of a configuration that nobody has to know again.
   *
   * @throws ProblemsException with each reason why it cannot be taken apart
   */
  public FileModel(String id, String description, ComputationGraphConfiguration file) {
    this(id, description, file, "", Optional.empty());
  }

  private FileModel(
      String id,
      String description,
      ComputationGraphConfiguration file,
      String sha256,
      Optional<Start> start) {
    this.sha256 = sha256;
    this.start = start;
    this.id = Objects.requireNonNull(id, "id");
    this.description = Objects.requireNonNull(description, "description");
    this.file = file.clone();
    this.settled = file.clone();
    NetworkEnds.settle(settled);
    List<Problem> reasons =
        NetworkRefusals.of(settled).stream()
            .map(
                reason ->
                    Problem.of(
                        reason, "take that out, or bring the part of the network before it."))
            .toList();
    if (!reasons.isEmpty()) {
      throw new ProblemsException(reasons);
    }
  }

  /** Of {@link #canonicalJson}. */
  public String sha256() {
    return sha256;
  }

  /** Weights that its training starts from; empty where each seed draws its own. */
  public Optional<Start> start() {
    return start;
  }

  /** The network's text, by which others make the same one. */
  public String canonicalJson() {
    return new NetworkFile(id, description, sha256, file, Optional.empty()).canonicalJson();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return description;
  }

  /** The pictures that it reads as rows of numbers; empty if it does not say. */
  public Optional<InputShape> rowsOf() {
    String input = file.getNetworkInputs().get(0);
    return file.getVertices().entrySet().stream()
        .filter(entry -> file.getVertexInputs().get(entry.getKey()).contains(input))
        .map(Map.Entry::getValue)
        .filter(LayerVertex.class::isInstance)
        .map(vertex -> ((LayerVertex) vertex).getPreProcessor())
        .filter(FeedForwardToCnnPreProcessor.class::isInstance)
        .map(FeedForwardToCnnPreProcessor.class::cast)
        .map(
            rows ->
                InputShape.image(
                    (int) rows.getNumChannels(),
                    (int) rows.getInputHeight(),
                    (int) rows.getInputWidth()))
        .findFirst();
  }

  /** Whether batch norm may be put in: its running statistics must not be clipped. */
  public boolean mayBeNormed() {
    return !NetworkRefusals.clips(settled);
  }

  @Override
  public Optional<String> objection(InputShape input) {
    try {
      return NetworkRefusals.ofTypes(NetworkFit.of(settled, input).types());
    } catch (Misfit e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public Optional<String> objection(InputShape input, int classes) {
    try {
      NetworkFit fit = NetworkFit.of(settled, input);
      return NetworkRefusals.ofTypes(fit.types()).or(() -> fit.objection(classes));
    } catch (Misfit e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The network as the file has it, with what it lacks to read such data, and not taken apart. */
  ComputationGraphConfiguration original(InputShape input) {
    return fit(file, input).network();
  }

  private NetworkFit fit(ComputationGraphConfiguration configuration, InputShape input) {
    try {
      NetworkFit fit = NetworkFit.of(configuration, input);
      Optional<String> objection = NetworkRefusals.ofTypes(fit.types());
      if (objection.isPresent()) {
        throw new Misfit(objection.get());
      }
      return fit;
    } catch (Misfit e) {
      throw ProblemsException.of(
          "The model \"" + id + "\" " + e.getMessage() + ".", "use other data.");
    }
  }

  @Override
  public ComputationGraphConfiguration configure(ModelSpec spec) {
    NetworkFit fit = fit(settled, spec.input());
    Walked walked = NetworkWalk.of(fit.network(), fit.types());
    Layout layout =
        Weaver.weave(walked.pieces(), Optional.of(walked.taken()), spec.regularization());
    List<Problem> problems = new ArrayList<>(layout.problems());
    if (!mayBeNormed() && walked.hasNorm()) {
      problems.add(
          Problem.of(
              "batch norm in \""
                  + id
                  + "\", which clips or normalizes gradients: Deeplearning4j would clip running"
                  + " statistics as well.",
              "take the clipping out of the network."));
    }
    spec.laidOut()
        .accept(
            new Layout(
                layout.sites(), layout.placed(), layout.searches(), problems, layout.components()));
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    return NetworkBuild.of(fit.network(), walked);
  }
}
