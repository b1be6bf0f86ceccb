package io.ablate4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ablate4j.plan.Trial;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A trial's result on its way from a worker to its run, as JSON. */
final class WorkerProtocol {
  /** Of a result: as bytes it fits into a frame. */
  static final int MOST_LETTERS = Channel.MOST_BYTES / 4;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private WorkerProtocol() {}

  /** A result as JSON. */
  static String write(TrialResult result) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("key", result.key().sha256());
    root.put("outcome", result.outcome().word());
    root.put("reason", result.outcome().reason());
    if (result.outcome() instanceof Outcome.Diverged diverged) {
      root.put("epoch", diverged.epoch());
    }
    ArrayNode measurements = root.putArray("measurements");
    for (Measurement m : result.measurements()) {
      // As text: exact to the last bit, and JSON has no NaN.
      measurements
          .addArray()
          .add(m.metric().word())
          .add(m.split().word())
          .add(m.epoch())
          .add(m.step())
          .add(Double.toString(m.value()));
    }
    ObjectNode provenance = root.putObject("provenance");
    result.provenance().facts().forEach(provenance::put);
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  /**
   * What a worker sent as the result of a trial.
   *
   * @throws IllegalArgumentException if it is none, with the reason
   */
  static TrialResult read(String json, Trial trial) {
    TrialResult result;
    try {
      result = result(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
    if (!result.key().equals(trial.key())) {
      throw new IllegalArgumentException("it is of another trial");
    }
    int last = trial.cell().epochs();
    if (result.measurements().stream().anyMatch(m -> m.epoch() > last)) {
      throw new IllegalArgumentException("it has measurements after the last epoch, " + last);
    }
    return result;
  }

  private static TrialResult result(JsonNode root) {
    List<Measurement> measurements = new ArrayList<>();
    for (JsonNode m : root.required("measurements")) {
      measurements.add(
          new Measurement(
              Metric.ofWord(text(m.required(0))),
              Split.ofWord(text(m.required(1))),
              m.required(2).intValue(),
              m.required(3).intValue(),
              Double.parseDouble(text(m.required(4)))));
    }
    Map<String, String> facts = new TreeMap<>();
    root.required("provenance")
        .properties()
        .forEach(entry -> facts.put(entry.getKey(), text(entry.getValue())));
    String reason = text(root.required("reason"));
    String word = text(root.required("outcome"));
    Outcome outcome =
        switch (word) {
          case "completed" -> new Outcome.Completed();
          case "diverged" -> new Outcome.Diverged(root.required("epoch").intValue(), reason);
          case "failed" -> new Outcome.Failed(reason);
          default -> throw new IllegalArgumentException("no trial ends as " + word);
        };
    return new TrialResult(
        new TrialKey(text(root.required("key"))), outcome, measurements, Provenance.of(facts));
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new IllegalArgumentException("there is no text where one must be");
    }
    return node.textValue();
  }
}
