package io.ablate4j.model;

import io.ablate4j.model.file.NetworkFile;
import io.ablate4j.model.file.NetworkFiles;
import io.ablate4j.model.file.StartWeights;
import io.ablate4j.model.file.WeightsFile;
import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The model factories on the class path and the networks read from files, by id. */
public final class Models {
  /** No commas or spaces: names are listed in options and tables. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

  private final Registry<CheckedModel> all;

  /** Networks that studies have read from files so far, by id. */
  private final Map<String, CheckedModel> files = new ConcurrentHashMap<>();

  private final Map<Path, NetworkFile> read = new ConcurrentHashMap<>();

  /** Weights that networks have started from so far, by hash. */
  private final Map<String, StartWeights> weights = new ConcurrentHashMap<>();

  /**
   * @throws ProblemsException if two factories have the same id, or one cannot say what it is
   *     called
   */
  public Models(Collection<ModelFactory> factories) {
    all =
        Registry.of(
            new Registry.Kind("model", "models"),
            factories.stream().map(CheckedModel::new).toList(),
            CheckedModel::id,
            CheckedModel::type);
  }

  /**
   * Those that {@link java.util.ServiceLoader} finds.
   *
   * @throws ProblemsException if one of them cannot be loaded
   */
  public static Models onClassPath() {
    return new Models(OwnClasses.load(ModelFactory.class));
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return all.ids();
  }

  /**
   * Reads a network from a file, and has it as a model from now on.
   *
   * @param name what to call it; the stem of the file's name if empty
   * @throws ProblemsException if it is none that can be taken apart, or another is called so
   */
  public FileModel read(Path path, Optional<String> name) {
    return read(path, name, FirstWeights.SEEDED);
  }

  /**
   * The same, and says where its training starts.
   *
   * @throws ProblemsException also if its weights are asked for, and it has none that can be read
   */
  public FileModel read(Path path, Optional<String> name, FirstWeights first) {
    NetworkFile file = read.computeIfAbsent(path.toAbsolutePath(), NetworkFiles::read);
    String id = name.orElse(file.name());
    boolean isTaken =
        all.find(id).isPresent()
            || file(id).filter(other -> !isSame(other, file, first)).isPresent();
    if (isTaken || !NAME.matcher(id).matches()) {
      throw ProblemsException.of(
          isTaken
              ? "There is another model \"" + id + "\" than that of " + path.getFileName() + "."
              : "\"" + id + "\" cannot name a model.",
          "name it yourself: { file: " + path.getFileName() + ", name: my-net }.");
    }
    return file(id).orElseGet(() -> add(new FileModel(id, file, first)));
  }

  private static boolean isSame(FileModel model, NetworkFile file, FirstWeights first) {
    Optional<String> own = model.start().map(FileModel.Start::sha256);
    return model.sha256().equals(file.sha256())
        && (own.isEmpty()
            ? first == FirstWeights.SEEDED
            : first == FirstWeights.START && own.equals(file.weights().map(WeightsFile::sha256)));
  }

  /**
   * Weights in a file.
   *
   * @param sha256 that {@link WeightsFile#sha256()} gave for them
   * @throws ProblemsException if the file is not there, or has others
   */
  public StartWeights weights(Path path, String sha256) {
    return weights.computeIfAbsent(
        sha256,
        hash ->
            NetworkFiles.read(path)
                .weights()
                .orElseThrow(
                    () ->
                        ProblemsException.of(
                            path.getFileName() + " has no weights any more.",
                            "put the file back as it was."))
                .read(hash));
  }

  /**
   * Has a network that another process has read.
   *
   * @throws ProblemsException if the text is not that of such a network
   */
  public void learn(String id, String sha256, String canonicalJson) {
    if (file(id).filter(known -> known.sha256().equals(sha256)).isEmpty()) {
      add(new FileModel(id, NetworkFiles.fromCanonicalJson(id, canonicalJson)));
    }
  }

  private FileModel add(FileModel model) {
    files.put(model.id(), new CheckedModel(model));
    return model;
  }

  /** The network of that id that was read from a file; empty if it was not. */
  public Optional<FileModel> file(String id) {
    return Optional.ofNullable(files.get(id)).flatMap(CheckedModel::file);
  }

  /** What the class of a user's model has in it, hashed; empty of one that comes along. */
  public Optional<String> classHash(String id) {
    return all.find(id).flatMap(CheckedModel::classHash);
  }

  private CheckedModel find(String id) {
    CheckedModel file = files.get(id);
    return file == null ? all.get(id) : file;
  }

  /**
   * The network to be trained, by the thread that calls this and trains.
   *
   * @throws ProblemsException if no model has that id
   * @throws IllegalStateException if the model gives what cannot be trained
   */
  public ComputationGraphConfiguration configure(String id, ModelSpec spec) {
    return find(id).configureHere(spec);
  }

  /**
   * The model of that id. What goes wrong inside it, or takes a minute, is a {@link
   * ProblemsException}.
   *
   * @throws ProblemsException naming what there is, if no model has that id
   */
  public ModelFactory get(String id) {
    return find(id);
  }
}
