package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.data.DataPool;
import io.ablate4j.model.FileModel;
import io.ablate4j.model.FirstWeights;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.model.WeightScheme;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Setting;
import io.ablate4j.trial.Roles;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which network is trained: one of a model's id, or one of a file. */
final class ModelFactor implements Factor<ModelLevel> {
  private static final String UNKNOWN = "(unknown)";
  private static final String FILE = "file";
  private static final String NAME = "name";
  private static final String WEIGHTS = "weights";
  private static final String EXAMPLE = "{ file: my-net.zip }";

  @Override
  public String name() {
    return Roles.MODEL;
  }

  @Override
  public String description() {
    return "id of a model, see: list models; or a network of yours: " + EXAMPLE;
  }

  @Override
  public Unit unit() {
    return Unit.WORD;
  }

  @Override
  public Optional<ModelLevel> parse(Written written, Surroundings study) {
    if (written.isMapping()) {
      return written.mapping(EXAMPLE).flatMap(keys -> file(written, keys, study));
    }
    return written
        .text()
        .flatMap(id -> written.located(() -> study.models().get(id)))
        .map(model -> level(model.id(), study.models()));
  }

  private static ModelLevel level(String id, Models models) {
    Optional<OwnModel> file = models.file(id).map(ModelFactor::own);
    return new ModelLevel(id, file.or(() -> models.classHash(id).map(OwnModel::ofClass)));
  }

  private static OwnModel own(FileModel model) {
    OwnModel own = OwnModel.ofFile(model.sha256()).with(model.canonicalJson());
    return model
        .start()
        .map(start -> own.from(new OwnModel.Start(start.sha256(), Optional.of(start.path()))))
        .orElse(own);
  }

  private static Optional<ModelLevel> file(
      Written written, Setting.Settings keys, Surroundings study) {
    keys.allowOnly(List.of(FILE, NAME, WEIGHTS));
    Optional<String> path = keys.get(FILE).flatMap(Setting::text);
    Optional<? extends Setting> name = keys.get(NAME);
    if (keys.get(FILE).isEmpty()) {
      written.problem(written.path() + " names no file.", "write " + EXAMPLE + ".");
    }
    Optional<? extends Setting> weights = keys.get(WEIGHTS);
    Optional<FirstWeights> first =
        weights.isEmpty()
            ? Optional.of(FirstWeights.SEEDED)
            : weights.get().oneOf(FirstWeights.words()).map(FirstWeights::ofWord);
    if (path.isEmpty() || first.isEmpty() || name.isPresent() && name.get().text().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> id = name.flatMap(Setting::text);
    return written
        .located(() -> read(path.get(), id, first.get(), study))
        .map(model -> level(model.id(), study.models()));
  }

  private static FileModel read(
      String path, Optional<String> id, FirstWeights weights, Surroundings study) {
    try {
      return study.models().read(study.folder().resolve(path), id, weights);
    } catch (InvalidPathException e) {
      throw ProblemsException.of(
          "\"" + path + "\" is no path of a file.", "use letters that the system knows.");
    } catch (ProblemsException e) {
      // Its place is the file; that of the study is where the file is named.
      throw new ProblemsException(
          e.problems().stream()
              .map(
                  problem ->
                      Problem.of(
                          problem.place().map(place -> place + ": ").orElse("") + problem.message(),
                          problem.advice()))
              .toList());
    }
  }

  @Override
  public String word(ModelLevel level) {
    return level.id();
  }

  @Override
  public List<ModelLevel> usual(Surroundings study) {
    return List.of();
  }

  @Override
  public ModelLevel standIn(Surroundings study) {
    return ModelLevel.of(UNKNOWN);
  }

  @Override
  public boolean changesNetwork() {
    return true;
  }

  @Override
  public void apply(ModelLevel level, TrialSettings.Builder settings) {
    settings.model(level.id()).ownModel(level.own());
  }

  @Override
  public ModelLevel of(TrialSettings settings) {
    return new ModelLevel(settings.model(), settings.ownModel());
  }

  /** Nothing for a model that comes along: only versions of this program change it. */
  @Override
  public void write(TrialSettings settings, Map<String, Object> spec) {
    settings.ownModel().ifPresent(own -> spec.put(own.key(), own.sha256()));
    settings
        .ownModel()
        .flatMap(OwnModel::start)
        .ifPresent(start -> spec.put(OwnModel.WEIGHTS, start.sha256()));
  }

  @Override
  public void read(JsonNode spec, TrialSettings.Builder settings) {
    if (spec.has(OwnModel.FILE)) {
      OwnModel own = OwnModel.ofFile(spec.get(OwnModel.FILE).textValue());
      JsonNode weights = spec.get(OwnModel.WEIGHTS);
      settings.ownModel(
          Optional.of(
              weights == null
                  ? own
                  : own.from(new OwnModel.Start(weights.textValue(), Optional.empty()))));
    } else if (spec.has(OwnModel.CLASS)) {
      settings.ownModel(Optional.of(OwnModel.ofClass(spec.get(OwnModel.CLASS).textValue())));
    }
  }

  @Override
  public List<Problem> check(ModelLevel level, TrialSettings settings, Circumstances study) {
    NetworkOptions network = settings.network();
    boolean isOverdrawn =
        network.weightScale() != 1 || !network.weightScheme().equals(WeightScheme.HE);
    if (level.isStarted() && isOverdrawn) {
      return List.of(
          Problem.of(
              "The model \""
                  + level.id()
                  + "\" starts from the weights of its file, and the study wants others drawn.",
              "leave out weights: start, or the factors weightScheme and weightScale."));
    }
    return study
        .pool()
        .flatMap(pool -> objection(level.id(), pool, study.models()))
        .map(
            objection ->
                Problem.of(
                    "The model \"" + level.id() + "\" " + objection + ".",
                    "leave it out, or use another dataset."))
        .stream()
        .toList();
  }

  private static Optional<String> objection(String id, DataPool pool, Models models) {
    return models.get(id).objection(pool.shape(), pool.classNames().size());
  }
}
