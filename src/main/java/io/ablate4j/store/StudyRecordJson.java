package io.ablate4j.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ablate4j.trial.DatasetRecord;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.StudyRecord.ModelSummary;
import io.ablate4j.trial.StudyRecord.Parts;
import io.ablate4j.trial.StudyRecord.ProbeRecord;
import io.ablate4j.trial.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A study record as the store keeps it. */
final class StudyRecordJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Such as "adam {beta1=0.9, epsilon=1.0E-8}". */
  private static final Pattern OPTIMIZER = Pattern.compile("([a-z]+) \\{(.*)}");

  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=([^,]+)");

  private StudyRecordJson() {}

  static String write(StudyRecord study) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("name", study.name());
    root.put("description", study.description());
    root.put("yaml", study.yaml());
    root.put("yamlSha256", study.yamlSha256());
    ObjectNode factors = root.putObject("factors");
    study.factors().forEach((factor, levels) -> addAll(factors.putArray(factor), levels));
    study.target().ifPresent(target -> write(target, root));
    putAll(root.putObject("facts"), study.facts());
    ArrayNode models = root.putArray("models");
    for (ModelSummary model : study.models()) {
      ObjectNode node = models.addObject();
      node.put("model", model.model());
      node.put("regularization", model.regularization());
      node.put("trainableParameters", model.trainableParameters());
      addAll(node.putArray("layers"), model.layers());
      if (!model.placed().isEmpty()) {
        node.put("placed", model.placed());
      }
      if (!model.variant().isEmpty()) {
        putAll(node.putObject("variant"), model.variant());
      }
    }
    addAll(root.putArray("controls"), study.controls());
    ObjectNode parts = root.putObject("parts");
    study
        .parts()
        .forEach(
            (regularization, of) ->
                parts
                    .putObject(regularization)
                    .put("batchNorm", of.batchNorm())
                    .put("dropout", of.dropout()));
    ArrayNode probes = root.putArray("probes");
    for (ProbeRecord probe : study.probes()) {
      probes
          .addObject()
          .put("id", probe.id())
          .put("scale", probe.scale())
          .put("higherIsBetter", probe.higherIsBetter())
          .put("defaultMargin", probe.defaultMargin())
          .put("meaning", probe.meaning());
    }
    study.data().ifPresent(data -> DataFactsJson.write(data, root.putObject("data")));
    DataFactsJson.write(study.unsettled(), root.putArray("unsettled"));
    if (!study.datasets().isEmpty()) {
      write(study.datasets(), root.putArray("datasets"));
    }
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static void write(List<DatasetRecord> datasets, ArrayNode array) {
    for (DatasetRecord each : datasets) {
      ObjectNode node = array.addObject();
      putAll(node.putObject("where"), each.where());
      putAll(node.putObject("facts"), each.facts());
      each.found().ifPresent(found -> DataFactsJson.write(found, node.putObject("data")));
    }
  }

  static StudyRecord read(String json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      Map<String, List<String>> factors = new LinkedHashMap<>();
      root.required("factors")
          .properties()
          .forEach(entry -> factors.put(entry.getKey(), texts(entry.getValue())));
      SortedMap<String, String> facts = facts(root.required("facts"));
      List<ModelSummary> models = new ArrayList<>();
      for (JsonNode model : root.required("models")) {
        models.add(
            new ModelSummary(
                model.required("model").textValue(),
                model.required("regularization").textValue(),
                texts(model.required("layers")),
                model.required("trainableParameters").longValue(),
                model.path("placed").asText(""),
                words(model.path("variant"))));
      }
      return new StudyRecord(
          root.required("name").textValue(),
          root.required("description").textValue(),
          root.required("yaml").textValue(),
          root.required("yamlSha256").textValue(),
          factors,
          Optional.ofNullable(root.get("target")).map(StudyRecordJson::target),
          facts,
          models,
          root.has("controls") ? texts(root.get("controls")) : List.of(),
          parts(root.path("parts")),
          probes(root.path("probes")),
          DataFactsJson.read(root.path("data")),
          DataFactsJson.unsettled(root.path("unsettled")),
          datasets(root.path("datasets")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds a study that cannot be read: " + json, e);
    }
  }

  /** Stores from before parameters were facts of their own have them all in one text. */
  private static SortedMap<String, String> facts(JsonNode node) {
    SortedMap<String, String> facts = new TreeMap<>(words(node));
    Matcher earlier = OPTIMIZER.matcher(facts.getOrDefault(StudyRecord.OPTIMIZER, ""));
    if (earlier.matches()) {
      facts.put(StudyRecord.OPTIMIZER, earlier.group(1));
      Matcher parameter = PARAMETER.matcher(earlier.group(2));
      while (parameter.find()) {
        facts.put(StudyRecord.OPTIMIZER_PARAMETER + parameter.group(1), parameter.group(2));
      }
    }
    return facts;
  }

  /** None in stores from before they were kept. */
  private static Map<String, Parts> parts(JsonNode root) {
    Map<String, Parts> parts = new LinkedHashMap<>();
    root.properties()
        .forEach(
            entry ->
                parts.put(
                    entry.getKey(),
                    new Parts(
                        entry.getValue().required("batchNorm").textValue(),
                        entry.getValue().required("dropout").textValue())));
    return parts;
  }

  /** None in stores from before they were kept. */
  private static List<ProbeRecord> probes(JsonNode root) {
    List<ProbeRecord> probes = new ArrayList<>();
    for (JsonNode probe : root) {
      probes.add(
          new ProbeRecord(
              probe.required("id").textValue(),
              probe.required("scale").textValue(),
              probe.required("higherIsBetter").booleanValue(),
              probe.required("defaultMargin").doubleValue(),
              probe.required("meaning").textValue()));
    }
    return probes;
  }

  /** None where all cells learn the same. */
  private static List<DatasetRecord> datasets(JsonNode root) {
    List<DatasetRecord> datasets = new ArrayList<>();
    for (JsonNode each : root) {
      datasets.add(
          new DatasetRecord(
              words(each.required("where")),
              new TreeMap<>(words(each.required("facts"))),
              DataFactsJson.read(each.path("data"))));
    }
    return datasets;
  }

  private static void putAll(ObjectNode node, Map<String, String> words) {
    words.forEach(node::put);
  }

  private static Map<String, String> words(JsonNode node) {
    Map<String, String> words = new LinkedHashMap<>();
    node.properties().forEach(entry -> words.put(entry.getKey(), entry.getValue().textValue()));
    return words;
  }

  private static void addAll(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.textValue()));
    return texts;
  }

  /** A number for all models, or an object with one for each. */
  private static void write(Target target, ObjectNode root) {
    if (target.ofAll().isPresent()) {
      root.put("target", target.ofAll().getAsDouble());
    } else {
      ObjectNode ofModels = root.putObject("target");
      target.ofModels().forEach(ofModels::put);
    }
  }

  private static Target target(JsonNode node) {
    if (!node.isObject()) {
      return new Target(node.doubleValue());
    }
    Map<String, Double> ofModels = new LinkedHashMap<>();
    node.properties().forEach(each -> ofModels.put(each.getKey(), each.getValue().doubleValue()));
    return Target.ofModels(ofModels);
  }
}
