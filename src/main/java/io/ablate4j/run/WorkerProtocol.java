package io.ablate4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run and its worker processes say to one another, a line each. To the worker: the canonical
 * JSON of a trial. From the worker: {@link #READY}, then {@link #RESULT} and the result as JSON.
 * Other lines from the worker are noise of some library.
 */
final class WorkerProtocol {
  static final String READY = "ablate4j-ready";
  static final String RESULT = "ablate4j-result ";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private WorkerProtocol() {}

  static String resultLine(TrialResult result) {
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
      return RESULT + MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  /** The result in a line of the worker's, if it is one. */
  static Optional<TrialResult> result(String line) {
    if (!line.startsWith(RESULT)) {
      return Optional.empty();
    }
    try {
      JsonNode root = MAPPER.readTree(line.substring(RESULT.length()));
      List<Measurement> measurements = new ArrayList<>();
      for (JsonNode m : root.required("measurements")) {
        measurements.add(
            new Measurement(
                Metric.ofWord(m.get(0).textValue()),
                Split.ofWord(m.get(1).textValue()),
                m.get(2).intValue(),
                m.get(3).intValue(),
                Double.parseDouble(m.get(4).textValue())));
      }
      Map<String, String> facts = new TreeMap<>();
      root.required("provenance")
          .properties()
          .forEach(entry -> facts.put(entry.getKey(), entry.getValue().textValue()));
      String reason = root.required("reason").textValue();
      Outcome outcome =
          switch (root.required("outcome").textValue()) {
            case "completed" -> new Outcome.Completed();
            case "diverged" -> new Outcome.Diverged(root.required("epoch").intValue(), reason);
            default -> new Outcome.Failed(reason);
          };
      return Optional.of(
          new TrialResult(
              new TrialKey(root.required("key").textValue()),
              outcome,
              measurements,
              Provenance.of(facts)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a worker sent " + line, e);
    }
  }
}
