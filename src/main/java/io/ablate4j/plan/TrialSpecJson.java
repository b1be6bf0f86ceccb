package io.ablate4j.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.factor.OwnModel;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.study.yaml.RegularizationJson;
import io.ablate4j.trial.Asked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A trial as canonical JSON and back: keys sorted, no white space, numbers as Java writes them. It
 * is what the key is taken of and what worker processes are sent.
 */
public final class TrialSpecJson {
  /** Raised when a change of the training code changes the numbers of an unchanged spec. */
  static final int PROTOCOL = 4;

  private static final String ASKED = "asked";
  private static final String SPEC = "spec";
  private static final String NETWORK = "network";
  private static final String WEIGHTS = "weights";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private TrialSpecJson() {}

  /**
   * The canonical text.
   *
   * @throws ProblemsException if a factor of a user's writes where something else stands
   */
  public static String write(Trial trial) {
    SortedMap<String, Object> spec = new TreeMap<>();
    spec.put("protocol", PROTOCOL);
    spec.put("seed", trial.seed());
    spec.put("engine", trial.engine().word());
    spec.put("model", trial.model());
    spec.put("batchSize", trial.settings().batchSize());
    spec.put("learningRate", trial.settings().optimizer().learningRate());
    if (trial.settings().stepLimit().isEmpty()) {
      spec.put("epochs", trial.settings().epochs());
    }
    spec.put("checkExamples", trial.checkExamples());
    spec.put("regularization", RegularizationJson.write(trial.regularization()));
    spec.put(
        "optimizer",
        Map.of(
            "kind", trial.settings().optimizer().kind().word(),
            "parameters", trial.settings().optimizer().parameters()));
    spec.put(
        "dataset",
        Map.of(
            "source", trial.dataset().source(),
            "train", trial.dataset().train(),
            "validation", trial.dataset().validation(),
            "test", trial.dataset().test(),
            "options", trial.dataset().options(),
            "checksum", trial.dataChecksum()));
    SortedMap<String, Object> ofFactors = new TreeMap<>();
    Factors.all().forEach(factor -> factor.write(trial.settings(), ofFactors));
    ofFactors.forEach(
        (key, level) -> {
          if (spec.putIfAbsent(key, level) != null) {
            throw ProblemsException.of(
                "A factor writes \"" + key + "\" into what identifies a trial, which is there.",
                "rename the factor.");
          }
        });
    try {
      return MAPPER.writeValueAsString(spec);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain maps can be written", e);
    }
  }

  /**
   * A trial with what is asked of it, as whoever carries it out is sent it: with its network, if it
   * is one of a file, and the path of its weights, if it starts from those.
   */
  public static String writeRequest(Trial trial) {
    ObjectNode request = MAPPER.createObjectNode();
    request.put(ASKED, trial.asked().json());
    request.put(SPEC, trial.specJson());
    trial
        .settings()
        .ownModel()
        .flatMap(OwnModel::network)
        .ifPresent(text -> request.put(NETWORK, Packed.pack(text)));
    trial
        .settings()
        .ownModel()
        .flatMap(OwnModel::start)
        .flatMap(OwnModel.Start::file)
        .ifPresent(file -> request.put(WEIGHTS, file.toAbsolutePath().toString()));
    return request.toString();
  }

  /**
   * @throws IllegalArgumentException if {@code json} is not what {@link #writeRequest} writes
   */
  public static Trial readRequest(String json) {
    try {
      JsonNode request = MAPPER.readTree(json);
      UnaryOperator<OwnModel> sent =
          own ->
              withWeights(
                  request.hasNonNull(NETWORK)
                      ? own.with(Packed.unpack(request.get(NETWORK).textValue()))
                      : own,
                  request.path(WEIGHTS));
      return read(request.required(SPEC).textValue(), sent)
          .asking(Asked.read(request.required(ASKED).textValue()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + json, e);
    }
  }

  private static OwnModel withWeights(OwnModel own, JsonNode file) {
    return file.isTextual() && own.start().isPresent()
        ? own.from(
            new OwnModel.Start(own.start().get().sha256(), Optional.of(Path.of(file.textValue()))))
        : own;
  }

  /**
   * @throws IllegalArgumentException if {@code json} is not a spec that this version writes
   */
  public static Trial read(String json) {
    return read(json, UnaryOperator.identity());
  }

  private static Trial read(String json, UnaryOperator<OwnModel> sent) {
    Trial trial = readStored(json, sent);
    if (!write(trial).equals(json)) {
      throw new IllegalArgumentException("not a canonical trial spec: " + json);
    }
    return trial;
  }

  /**
   * Whether a stored trial was trained by code that gave other numbers.
   *
   * @throws IllegalArgumentException if {@code json} is no JSON
   */
  public static boolean isOfEarlierProtocol(String json) {
    try {
      return MAPPER.readTree(json).path("protocol").asInt() < PROTOCOL;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a trial spec: " + json, e);
    }
  }

  /**
   * What a stored trial was, also if this version would write it in other words.
   *
   * @throws IllegalArgumentException if {@code json} is no trial
   * @throws ProblemsException if it has something that there is not any more
   */
  public static Trial readStored(String json) {
    return readStored(json, UnaryOperator.identity());
  }

  private static Trial readStored(String json, UnaryOperator<OwnModel> sent) {
    try {
      JsonNode spec = MAPPER.readTree(json);
      JsonNode data = spec.required("dataset");
      SortedMap<String, String> options = new TreeMap<>();
      data.required("options")
          .properties()
          .forEach(entry -> options.put(entry.getKey(), entry.getValue().asText()));
      double learningRate = spec.required("learningRate").doubleValue();
      TrialSettings.Builder builder =
          new TrialSettings.Builder(
                  new DatasetSpec(
                      data.required("source").textValue(),
                      data.required("train").intValue(),
                      data.required("validation").intValue(),
                      data.required("test").intValue(),
                      options),
                  optimizer(spec.required("optimizer"), learningRate))
              .model(spec.required("model").textValue())
              .regularization(RegularizationJson.read(spec.required("regularization").toString()))
              .batchSize(spec.required("batchSize").intValue())
              .epochs(spec.path("epochs").asInt(1));
      Factors.all().forEach(factor -> factor.read(spec, builder));
      builder.ownModel(builder.ownModel().map(sent));
      TrialSettings settings = builder.build();
      return new Trial(
          Factors.cell(settings),
          spec.required("seed").longValue(),
          settings,
          data.required("checksum").textValue(),
          engine(spec.required("engine").textValue()),
          spec.required("checkExamples").intValue(),
          asked(spec.path("probes")));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + json, e);
    }
  }

  /** Probes were part of the spec up to protocol 3. */
  private static Asked asked(JsonNode probes) {
    List<String> ids = new ArrayList<>();
    probes.forEach(id -> ids.add(id.textValue()));
    return new Asked(List.of(), OptionalDouble.empty(), ids);
  }

  private static EngineChoice engine(String word) {
    return EngineChoice.ofWord(word)
        .orElseThrow(() -> new IllegalArgumentException("no engine is called " + word));
  }

  private static Optimizer optimizer(JsonNode node, double learningRate) {
    String word = node.required("kind").textValue();
    Optimizer.Kind kind =
        Arrays.stream(Optimizer.Kind.values())
            .filter(k -> k.word().equals(word))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no optimizer is called " + word));
    SortedMap<String, Double> parameters = new TreeMap<>();
    node.required("parameters")
        .properties()
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().doubleValue()));
    return new Optimizer(kind, learningRate, parameters);
  }
}
