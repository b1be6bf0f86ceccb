package io.ablate4j.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.DataFacts.ClassCount;
import io.ablate4j.trial.DataFacts.Repeats;
import io.ablate4j.trial.RunningStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a study record says of its data and of running statistics; nothing in older stores. */
final class DataFactsJson {
  private static final String CELL = "cell";
  private static final String DECAY = "decay";
  private static final String STEPS = "steps";

  private DataFactsJson() {}

  static void write(DataFacts data, ObjectNode node) {
    node.put("training", data.training());
    node.put("testing", data.testing());
    ArrayNode named = node.putArray("named"); // an object would be sorted by some readers
    data.named().forEach((name, text) -> named.addArray().add(name).add(text));
    ArrayNode classes = node.putArray("classes");
    data.classes().forEach(each -> classes.addArray().add(each.name()).add(each.examples()));
    node.putObject("repeats")
        .put("rows", data.repeats().rows())
        .put("contradicting", data.repeats().contradicting())
        .put("withinSplits", data.repeats().withinSplits())
        .put("acrossSplits", data.repeats().acrossSplits());
    node.put("validationShare", data.validationShare());
    ArrayNode notices = node.putArray("notices");
    data.notices().forEach(notices::add);
  }

  static Optional<DataFacts> read(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    Map<String, String> named = new LinkedHashMap<>();
    node.required("named")
        .forEach(pair -> named.put(pair.required(0).textValue(), pair.required(1).textValue()));
    List<ClassCount> classes = new ArrayList<>();
    node.required("classes")
        .forEach(
            each ->
                classes.add(
                    new ClassCount(each.required(0).textValue(), each.required(1).intValue())));
    JsonNode repeats = node.required("repeats");
    List<String> notices = new ArrayList<>();
    node.required("notices").forEach(notice -> notices.add(notice.textValue()));
    return Optional.of(
        new DataFacts(
            node.required("training").intValue(),
            node.required("testing").intValue(),
            named,
            classes,
            new Repeats(
                repeats.required("rows").intValue(),
                repeats.required("contradicting").intValue(),
                repeats.required("withinSplits").intValue(),
                repeats.required("acrossSplits").intValue()),
            node.required("validationShare").doubleValue(),
            notices));
  }

  static void write(List<RunningStatistics> unsettled, ArrayNode array) {
    for (RunningStatistics each : unsettled) {
      ObjectNode node = array.addObject();
      ArrayNode levels = node.putArray(CELL); // an object would be sorted by some readers
      each.cell().levels().forEach((factor, level) -> levels.addArray().add(factor).add(level));
      node.put(DECAY, each.decay()).put(STEPS, each.steps());
    }
  }

  private static Cell cell(JsonNode each) {
    Map<String, String> levels = new LinkedHashMap<>();
    if (each.has(CELL)) {
      each.get(CELL)
          .forEach(pair -> levels.put(pair.required(0).textValue(), pair.required(1).textValue()));
    } else { // as earlier versions wrote it
      each.properties().stream()
          .filter(entry -> !Set.of(DECAY, STEPS).contains(entry.getKey()))
          .forEach(entry -> levels.put(entry.getKey(), entry.getValue().asText()));
    }
    return Cell.of(levels);
  }

  static List<RunningStatistics> unsettled(JsonNode array) {
    List<RunningStatistics> unsettled = new ArrayList<>();
    for (JsonNode each : array) {
      unsettled.add(
          new RunningStatistics(
              cell(each), each.required(DECAY).doubleValue(), each.required(STEPS).longValue()));
    }
    return unsettled;
  }
}
